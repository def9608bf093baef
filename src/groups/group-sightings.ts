import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { KeptSighting } from '../users/directory-change.js';

/** Knows which connection manages a group. `provisioning/ownership` implements it. */
export interface SightingSource {
  /** What is known about a group that is about to be deleted; null if no identity provider has seen it. */
  ofGroup(tx: AccountTransaction, groupId: string): Promise<KeptSighting | null>;
}

/**
 * Finds who manages a group before it is deleted, so that an undo can restore that. Without a source, there
 * is nothing to find.
 */
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
