import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { KeptSighting } from '../users/directory-change.js';

/** Knows which connection manages a group. `provisioning/ownership` implements it. */
export interface SightingSource {
  /** What is known of a group that is about to be deleted; null if no identity provider has met it. */
  ofGroup(tx: AccountTransaction, groupId: string): Promise<KeptSighting | null>;
}

/** Finds what goes with a group when it is deleted, so that an undo can put it back. Without a source, that is nothing. */
@Injectable()
export class GroupSightings {
  private source: SightingSource | undefined;

  register(source: SightingSource): void {
    this.source = source;
  }

  async of(tx: AccountTransaction, groupId: string): Promise<KeptSighting | null> {
    return (await this.source?.ofGroup(tx, groupId)) ?? null;
  }
}
