import { Injectable } from '@nestjs/common';
import { notFound } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { equal, idIs, match } from '../platform/database/sql/predicate.js';
import { Account } from './account.entity.js';
import { typedName } from './name.js';
import { checkSlug, slugCandidates, slugOf } from './slug.js';
import { slugTaken, unknownAccount } from './refusals.js';

export type AccountRow = Pick<Account, 'id' | 'slug' | 'name' | 'createdAt'>;

const COLUMNS = ['id', 'slug', 'name', 'createdAt'] as const;

/** Creates and finds accounts. */
@Injectable()
export class AccountsService {
  /**
   * Creates an account. Without a slug, derives one from the name, with a number if it is taken. Throws `invalid` for
   * an invalid name or slug, `conflict` (`slug-taken`) if the given slug is in use.
   */
  async create(
    tx: PlatformTransaction,
    input: { id?: string | undefined; name: string; slug?: string | undefined },
  ): Promise<AccountRow> {
    const name = typedName(input.name, { label: 'The name of the account', pointer: '/name' });
    const account = { id: input.id ?? newId(), name, createdAt: new Date().toISOString() };
    if (input.slug === undefined) return this.insertNumbered(tx, account);
    checkSlug(input.slug);
    const row = { ...account, slug: input.slug };
    if (await this.tryInsert(tx, row)) return row;
    throw slugTaken(row.slug);
  }

  findBySlug(tx: PlatformTransaction, slug: string): Promise<AccountRow | undefined> {
    return tx.find(Account, { columns: COLUMNS, where: equal('slug', slug) });
  }

  /** Throws `not-found`. */
  async getBySlug(tx: PlatformTransaction, slug: string): Promise<AccountRow> {
    const account = await this.findBySlug(tx, slug);
    if (!account) throw notFound(`There is no account with the slug "${slug}".`);
    return account;
  }

  /** Throws `not-found`. */
  async getById(tx: PlatformTransaction, id: string): Promise<AccountRow> {
    const account = await tx.find(Account, { columns: COLUMNS, where: idIs(id) });
    if (!account) throw unknownAccount(id);
    return account;
  }

  private async insertNumbered(
    tx: PlatformTransaction,
    account: Omit<AccountRow, 'slug'>,
  ): Promise<AccountRow> {
    const slug = slugOf(account.name);
    const rows = await tx.select(Account, {
      columns: ['slug'],
      where: match('slug', 'startsWith', slug.slice(0, 50)),
    });
    const taken = new Set(rows.map((row) => row.slug));
    const candidates = slugCandidates(slug);
    for (;;) {
      const row = { ...account, slug: candidates.next().value };
      if (!taken.has(row.slug) && (await this.tryInsert(tx, row))) return row;
    }
  }

  /** Whether the slug was free. */
  private async tryInsert(tx: PlatformTransaction, row: AccountRow): Promise<boolean> {
    try {
      await tx.insert(Account, [{ ...row, nameKey: foldKey(row.name), largestUser: 0, roleSweeps: 0 }]);
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }
}
