import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs, type Where } from '../platform/database/sql/predicate.js';
import { EXISTING } from './existing-users.js';
import { EXISTING_USERS, User } from './user.entity.js';
import { BLOCK_INDEX, UserBlock } from './user-block.entity.js';
import { UserBlockIndex } from './user-block-index.js';

/** Users per block when it is closed. At least as many stay outside after the last block, where most changes happen. */
export const BLOCK_SIZE = 1_000;

/**
 * Counts an account's users in blocks, so that totals and page offsets do not require reading all users. Counts are
 * updated in the transactions of the changes, so they are always exact.
 */
@Injectable()
export class UserBlocks {
  /** Accounts with many users after their last block. */
  private due = new Set<string>();

  async index(tx: AccountTransaction): Promise<UserBlockIndex> {
    return new UserBlockIndex(
      await tx.select(UserBlock, {
        columns: ['lastId', 'total'],
        orderBy: [{ column: 'number' }],
      }),
    );
  }

  /** How many users the account has. */
  async total(tx: AccountTransaction, { size, lastId }: UserBlockIndex): Promise<number> {
    // Of itself, MariaDB does not always see that the index holds all that the count needs, and reads the wide rows.
    const later = await tx.count(User, all(EXISTING, afterUser(lastId)), { forceIndex: EXISTING_USERS });
    if (later >= 2 * BLOCK_SIZE) this.due.add(tx.accountId);
    return size + later;
  }

  /** Returns and clears the accounts for which `close` should be called until it returns false. */
  takeDue(): ReadonlySet<string> {
    const accounts = this.due;
    this.due = new Set();
    return accounts;
  }

  /**
   * Counts newly inserted users. Their ids are usually after all blocks, except for clock errors or very long
   * transactions.
   */
  async added(tx: AccountTransaction, ids: readonly string[]): Promise<void> {
    const sorted = ids.toSorted();
    const [first] = sorted;
    if (first === undefined) return;
    let counted = 0;
    for (const { number, lastId, total } of await this.hold(tx, first)) {
      const until = sorted.findLastIndex((id) => id <= lastId) + 1;
      if (until > counted) {
        await tx.update(UserBlock, { total: total + until - counted }, equal('number', number));
      }
      counted = until;
    }
  }

  /** Subtracts a user that was just marked as deleted. */
  async removed(tx: AccountTransaction, id: string): Promise<void> {
    const [block] = await this.hold(tx, id, 1);
    if (!block) return;
    await tx.update(UserBlock, { total: block.total - 1 }, equal('number', block.number));
  }

  /** Closes the account's next block. Returns false if there are too few users after the last one. */
  async close(tx: AccountTransaction): Promise<boolean> {
    // Other transactions that close a block of this account wait here, and then continue after this block.
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const last = await tx.find(UserBlock, {
      columns: ['number', 'lastId'],
      orderBy: [{ column: 'number', descending: true }],
    });
    const later = await tx.select(User, {
      columns: ['id'],
      where: afterUser(last?.lastId),
      orderBy: [{ column: 'id' }],
      limit: 2 * BLOCK_SIZE,
    });
    const end = later[BLOCK_SIZE - 1];
    if (!end || later.length < 2 * BLOCK_SIZE) return false;
    const number = (last?.number ?? 0) + 1;
    // Insert the block before counting its users; changes look for the block after writing the user. So either this
    // count sees the change, or the change sees the block: each waits for the rows of the other.
    await tx.insert(UserBlock, [{ number, lastId: end.id, total: 0 }]);
    const held = await tx.select(User, {
      columns: ['id'],
      where: all(afterUser(last?.lastId), compare('id', '<=', end.id)),
      forShare: true,
    });
    await tx.update(UserBlock, { total: held.length }, equal('number', number));
    return true;
  }

  /**
   * Deletes the account's blocks if their counts are wrong; returns whether it did. Causes are manual changes, or
   * database clusters without row locks between nodes.
   */
  async removeWrong(tx: AccountTransaction): Promise<boolean> {
    const { size, lastId } = new UserBlockIndex(await this.hold(tx, ''));
    if (lastId === undefined || size === (await tx.count(User, compare('id', '<=', lastId)))) return false;
    await tx.delete(UserBlock, all());
    this.due.add(tx.accountId);
    return true;
  }

  /** Locks and returns the blocks of users from `id` on, in order; all of them without a `limit`. */
  private hold(tx: AccountTransaction, id: string, limit?: number) {
    return tx.select(UserBlock, {
      columns: ['number', 'lastId', 'total'],
      where: compare('lastId', '>=', id),
      orderBy: [{ column: 'lastId' }],
      forceIndex: BLOCK_INDEX,
      forUpdate: true,
      ...(limit === undefined ? {} : { limit }),
    });
  }
}

function afterUser(id: string | undefined): Where<User> {
  return id === undefined ? all() : compare('id', '>', id);
}
