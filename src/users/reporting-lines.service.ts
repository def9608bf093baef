import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, any, equal, idIs, not, present } from '../platform/database/sql/predicate.js';
import type { FieldChanges, UserChange } from './directory-change.js';
import { NO_MANAGER, type StoredUser } from './user-fields.js';
import { User } from './user.entity.js';
import { INCREMENT } from '../platform/database/sql/selection.js';

/** The manager bound to a user, with the display name. */
export type BoundManager = Pick<StoredUser, 'managerId' | 'managerDisplayName'>;

/** Manager relations. A reference to an unknown manager is kept, and bound when that user is created. */
@Injectable()
export class ReportingLinesService {
  /**
   * The user with this id, else with this `externalId`. Locks the user against deletion until the transaction
   * ends. Never returns `of`, the user who gets the manager: nobody is their own manager.
   */
  async findManager(tx: AccountTransaction, reference: string, of?: string) {
    const candidates = await tx.select(User, {
      columns: ['id', 'displayName', 'userName'],
      where: any(equal('id', reference), equal('externalId', reference)),
      orderBy: [{ column: 'id' }],
      limit: 10,
    });
    const found = candidates.filter(({ id }) => id !== of);
    const user = found.find(({ id }) => id === reference) ?? found[0];
    if (!user) return undefined;
    const isKept = await this.keep(tx, user.id);
    return isKept ? { id: user.id, displayName: user.displayName ?? user.userName } : undefined;
  }

  /** Whether the user exists. Locks the user against deletion until the transaction ends. */
  async keep(tx: AccountTransaction, id: string): Promise<boolean> {
    const kept = await tx.find(User, { columns: ['id'], where: idIs(id), forShare: true });
    return kept !== undefined;
  }

  /** Binds the users who wait for one of these managers, and returns the changes. */
  async bindReports(
    tx: AccountTransaction,
    managers: readonly Pick<User, 'id' | 'externalId'>[],
  ): Promise<UserChange[]> {
    const references = managers.flatMap(({ externalId }) => externalId ?? []);
    if (references.length === 0) return [];
    // Locked first: an UPDATE by itself may pass over rows that another transaction has inserted and not committed.
    const waiting = await tx.selectListed(User, 'managerReference', references, {
      columns: ['id', 'userName', 'managerReference', 'managerLeft'],
      where: not(present('managerId')),
      forUpdate: true,
    });
    const changes: UserChange[] = [];
    for (const { id, externalId } of managers) {
      if (externalId === null) continue;
      const reports = waiting.filter((user) => user.managerReference === externalId && user.id !== id);
      if (reports.length === 0) continue;
      changes.push(
        ...reports.map((user) =>
          managerChange(user, {
            managerId: [null, id],
            ...(user.managerLeft && { managerLeft: [true, false] }),
          }),
        ),
      );
      await tx.update(
        User,
        { managerId: id, managerLeft: false, version: INCREMENT, updatedAt: new Date().toISOString() },
        all(equal('managerReference', externalId), not(present('managerId')), not(equal('id', id))),
      );
    }
    return changes;
  }

  /**
   * Binds a user whose manager may be created in a concurrent transaction. Returns the manager, or undefined
   * if there is none yet. Each transaction has stored its row and waits for the other's row, so that one of
   * them sees both; after a deadlock, one is retried.
   */
  async bindToManager(
    tx: AccountTransaction,
    id: string,
    reference: string,
  ): Promise<BoundManager | undefined> {
    const manager = await tx.find(User, {
      columns: ['id', 'displayName', 'userName'],
      where: all(equal('externalId', reference), not(equal('id', id))),
      orderBy: [{ column: 'id' }],
      forUpdate: true,
    });
    if (!manager) return undefined;
    await tx.update(User, { managerId: manager.id, managerLeft: false }, idIs(id));
    return { managerId: manager.id, managerDisplayName: manager.displayName ?? manager.userName };
  }

  /** Unbinds the reports of a deleted manager; they wait for a successor with the same externalId. Returns the changes. */
  async release(tx: AccountTransaction, manager: Pick<User, 'id' | 'externalId'>): Promise<UserChange[]> {
    const reports = await tx.select(User, {
      columns: ['id', 'userName', 'managerReference', 'managerByValue', 'managerLeft'],
      where: equal('managerId', manager.id),
      forUpdate: true,
    });
    if (reports.length === 0) return [];
    await tx.update(
      User,
      {
        ...NO_MANAGER,
        managerReference: manager.externalId,
        managerLeft: true,
        version: INCREMENT,
        updatedAt: new Date().toISOString(),
      },
      equal('managerId', manager.id),
    );
    return reports.map((user) =>
      managerChange(user, {
        managerId: [manager.id, null],
        managerReference: [user.managerReference, manager.externalId],
        managerByValue: [user.managerByValue, false],
        managerLeft: [user.managerLeft, true],
      }),
    );
  }
}

function managerChange({ id, userName }: Pick<User, 'id' | 'userName'>, fields: FieldChanges): UserChange {
  return { resourceType: 'User', kind: 'manager', id, name: userName, fields };
}
