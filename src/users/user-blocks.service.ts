import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs, type Where } from '../platform/database/sql/predicate.js';
import { User } from './user.entity.js';
import { BLOCK_INDEX, UserBlock } from './user-block.entity.js';
import { UserRoll } from './user-roll.js';

/** How many users a block holds when it is closed; as many stay behind the last one, since most changes are there. */
export const BLOCK_SIZE = 1_000;

/**
 * Counts an account's users in blocks, so that neither their number nor the place of a page among them is found by
 * reading them all. Counts are kept in the transactions of the changes: at every moment they are exact.
 */
@Injectable()
export class UserBlocks {
  /** Accounts that were seen with many users behind their last block. */
  private due = new Set<string>();

  async roll(tx: AccountTransaction): Promise<UserRoll> {
    return new UserRoll(
      await tx.select(UserBlock, {
        columns: ['lastId', 'total'],
        orderBy: [{ column: 'number' }],
      }),
    );
  }

  /** How many users the account has. */
  async total(tx: AccountTransaction, { size, lastId }: UserRoll): Promise<number> {
    const later = await tx.count(User, afterUser(lastId));
    if (later >= 2 * BLOCK_SIZE) this.due.add(tx.accountId);
    return size + later;
  }

  /** The accounts for which `close` should be called until it gives false; they are given once. */
  takeDue(): ReadonlySet<string> {
    const accounts = this.due;
    this.due = new Set();
    return accounts;
  }

  /**
   * Counts new users whose rows have just been inserted. Their ids are greater than those in blocks, unless a clock went
   * wrong or the transaction took very long.
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

  /** Counts a user out whose row has just been marked as deleted. */
  async removed(tx: AccountTransaction, id: string): Promise<void> {
    const [block] = await this.hold(tx, id, 1);
    if (!block) return;
    await tx.update(UserBlock, { total: block.total - 1 }, equal('number', block.number));
  }

  /** Closes the account's next block and tells whether it did: no where too few users are behind the last one. */
  async close(tx: AccountTransaction): Promise<boolean> {
    // Others who close a block of this account wait, and then go on from this one.
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
    // The block is there before its users are counted, and who adds or deletes one of them looks for it afterwards. So
    // either the change is seen here, or the block is seen there: each waits for the rows of the other.
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
   * Removes the account's blocks where they do not hold as many users as there are, and tells whether it did. That comes of
   * rows changed by hand, or of a cluster of databases whose nodes do not wait for each other's rows.
   */
  async removeWrong(tx: AccountTransaction): Promise<boolean> {
    const { size, lastId } = new UserRoll(await this.hold(tx, ''));
    if (lastId === undefined || size === (await tx.count(User, compare('id', '<=', lastId)))) return false;
    await tx.delete(UserBlock, all());
    this.due.add(tx.accountId);
    return true;
  }

  /**
   * The blocks that users from `id` on are in, in their order, all of them without a `limit`; nobody else changes them
   * until the transaction ends.
   */
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
