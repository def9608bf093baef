import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { counted } from '../../common/counted.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import { all, exists, isIn, present } from '../../platform/database/sql/predicate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { User } from '../../users/user.entity.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { GroupSighting } from './group-sighting.entity.js';
import { TABLES } from './sighted.js';
import { Sightings } from './sightings.service.js';
import { UserSighting } from './user-sighting.entity.js';

/** How many users and groups identity providers manage. */
export interface ManagedCounts {
  users: number;
  groups: number;
}

/** Rows that are deleted in one transaction, so that other writers do not wait long. */
const ROWS_AT_ONCE = 500;

/** Makes everybody local who was managed by an identity provider that is no longer used. */
@Injectable()
export class MakeLocal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sightings: Sightings,
    private readonly audit: AuditService,
  ) {}

  async counts(tx: AccountTransaction): Promise<ManagedCounts> {
    return {
      users: await tx.count(UserSighting, all(present('managedById'), exists(User, { id: 'resourceId' }))),
      groups: await tx.count(GroupSighting, present('managedById')),
    };
  }

  /**
   * Forgets what identity providers manage and have seen, in small transactions; to resume an interrupted run, repeat it.
   * Changes no user and no group. What an identity provider writes later, it manages again.
   */
  async all(accountId: string, author: Author): Promise<ManagedCounts> {
    const counts = await this.unitOfWork.write(accountId, async (tx) => {
      const found = await this.counts(tx);
      const detail = `${counted(found.users, 'user')}, ${counted(found.groups, 'group')}`;
      await this.audit.record(tx.by(author), { action: 'ownership.ended', detail });
      return found;
    });
    for (const type of ['User', 'Group'] as const) {
      while (await this.unitOfWork.write(accountId, (tx) => deleteSome(tx, type)));
    }
    this.sightings.forget(accountId);
    return counts;
  }
}

/** Returns whether there may be more. */
async function deleteSome(tx: AccountTransaction, type: ResourceName): Promise<boolean> {
  const { Sightings: Seen } = TABLES[type];
  const rows = await tx.select(Seen, { columns: ['resourceId'], limit: ROWS_AT_ONCE });
  const ids = rows.map(({ resourceId }) => resourceId);
  if (ids.length > 0) await tx.delete(Seen, isIn('resourceId', ids));
  return ids.length === ROWS_AT_ONCE;
}
