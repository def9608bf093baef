import { Injectable } from '@nestjs/common';
import type { AccountRow } from '../accounts/accounts.service.js';
import { foldKey } from '../common/fold-key.js';
import type { Page } from '../common/page.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { failuresSince } from './failures-since.js';
import type { Scalar } from '../platform/database/sql/columns.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';

/** By what a list of accounts may be sorted. */
export const ACCOUNT_ORDERS = ['name', 'created', 'users', 'failures', 'lastCall'] as const;
export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

export interface AccountQuery {
  search?: string | undefined;
  /** Names from A to Z; the newest, the largest, those with most failures of today, or those that called last, first. */
  sort?: AccountOrder | undefined;
  page: number;
  limit: number;
}

/** Where an administrator's login name or e-mail address holds the text. */
const OF_ADMIN = `EXISTS (SELECT 1 FROM "users" u LEFT JOIN "user_values" v
  ON v."accountId" = u."accountId" AND v."userId" = u."id" AND v."attribute" = 'emails'
  WHERE u."accountId" = a."id" AND u."role" = 'admin' AND u."deletedAt" IS NULL
  AND (INSTR(u."userNameKey", ?) > 0 OR INSTR(v."valueKey", ?) > 0))`;

const FITS = `(INSTR(a."nameKey", ?) > 0 OR INSTR(a."slug", ?) > 0 OR a."id" = ? OR ${OF_ADMIN})`;

/** Small accounts have no blocks yet; of large ones, the newest users make no difference here. */
const SIZE = `COALESCE((SELECT SUM(b."total") FROM "user_blocks" b WHERE b."accountId" = a."id"),
  (SELECT COUNT(*) FROM "users" u WHERE u."accountId" = a."id" AND u."deletedAt" IS NULL))`;

const FAILURES = `(SELECT COALESCE(SUM(e."count"), 0) FROM "provisioning_events" e
  WHERE e."accountId" = a."id" AND e."outcome" = 'failure' AND e."id" >= ?)`;

const LAST_CALL = `(SELECT p."lastCallAt" FROM "provisioning_activity" p WHERE p."accountId" = a."id")`;

/** Finds accounts, in whatever way a customer tells which one is theirs. */
@Injectable()
export class AccountList {
  /**
   * Accounts whose name or slug holds what is searched for, or the login name or an e-mail address of one of their
   * administrators does, or whose id it is.
   */
  async page(tx: PlatformTransaction, query: AccountQuery): Promise<Page<AccountRow>> {
    const text = foldKey((query.search ?? '').trim());
    const where = text === '' ? '1 = 1' : FITS;
    const parameters: Scalar[] = text === '' ? [] : [text, text, text, text, text];
    const [counted] = await tx.queryAcrossAccounts(
      rawStatement<{ total: number | string }>(
        `SELECT COUNT(*) AS total FROM "accounts" a WHERE ${where}`,
        {},
      ),
      parameters,
    );
    const { order, of } = orderBy(query.sort);
    const items = await tx.queryAcrossAccounts(
      rawStatement<AccountRow>(
        `SELECT a."id", a."slug", a."name", a."createdAt" FROM "accounts" a WHERE ${where}
       ORDER BY ${order} LIMIT ? OFFSET ?`,
        { createdAt: 'instant' },
      ),
      [...parameters, ...of, query.limit, (query.page - 1) * query.limit],
    );
    return { items, total: Number(counted?.total ?? 0) };
  }
}

function orderBy(sort: AccountOrder = 'name'): { order: string; of: Scalar[] } {
  const byName = 'a."nameKey", a."id"';
  switch (sort) {
    case 'name':
      return { order: byName, of: [] };
    case 'created':
      return { order: 'a."id" DESC', of: [] };
    case 'users':
      return { order: `${SIZE} DESC, ${byName}`, of: [] };
    case 'failures':
      return { order: `${FAILURES} DESC, ${byName}`, of: [failuresSince()] };
    case 'lastCall':
      return { order: `${LAST_CALL} IS NULL, ${LAST_CALL} DESC, ${byName}`, of: [] };
  }
}
