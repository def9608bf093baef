import { Injectable } from '@nestjs/common';
import type { AccountRow } from '../accounts/accounts.service.js';
import { foldKey } from '../common/fold-key.js';
import type { Page } from '../common/page.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { OPEN_ALARMS } from '../provisioning/alarms/open-alarm-condition.js';
import { failuresSince } from './failures-since.js';
import type { Scalar } from '../platform/database/sql/columns.js';
import { toDatetime } from '../platform/database/sql/table.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';

/** The sort orders of the list of accounts. */
export const ACCOUNT_ORDERS = [
  'name',
  'created',
  'users',
  'failures',
  'lastCall',
  'silence',
  'alarms',
] as const;
export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

/**
 * Which accounts need attention: with alarms that nobody has marked as seen, with failures in the last 24 hours, or whose
 * provider has been silent for 48.
 */
export const ACCOUNT_STATES = ['alarms', 'failures', 'silent'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

const SILENT_MS = 48 * 3_600_000;

export interface AccountQuery {
  search?: string | undefined;
  /** Only those that need attention. */
  state?: AccountState | undefined;
  /**
   * By name from A to Z, or with the newest, largest, most failures today, latest call, longest silence or
   * most alarms first.
   */
  sort?: AccountOrder | undefined;
  page: number;
  limit: number;
}

/** Matches accounts with an administrator whose login name or e-mail address contains the text. */
const OF_ADMIN = `EXISTS (SELECT 1 FROM "users" u LEFT JOIN "user_values" v
  ON v."accountId" = u."accountId" AND v."userId" = u."id" AND v."attribute" = 'emails'
  WHERE u."accountId" = a."id" AND u."role" = 'admin' AND u."deletedAt" IS NULL
  AND (INSTR(u."userNameKey", ?) > 0 OR INSTR(v."valueKey", ?) > 0))`;

const MATCHES = `(INSTR(a."nameKey", ?) > 0 OR INSTR(a."slug", ?) > 0 OR a."id" = ? OR ${OF_ADMIN})`;

/** Small accounts do not have blocks yet. For large ones, the newest users make no difference here. */
const SIZE = `COALESCE((SELECT SUM(b."total") FROM "user_blocks" b WHERE b."accountId" = a."id"),
  (SELECT COUNT(*) FROM "users" u WHERE u."accountId" = a."id" AND u."deletedAt" IS NULL))`;

const FAILURES = `(SELECT COALESCE(SUM(e."count"), 0) FROM "provisioning_events" e
  WHERE e."accountId" = a."id" AND e."outcome" = 'failure' AND e."id" >= ?)`;

const HAS_FAILED = `EXISTS (SELECT 1 FROM "provisioning_events" e
  WHERE e."accountId" = a."id" AND e."outcome" = 'failure' AND e."id" >= ?)`;

/**
 * An account is silent if any of its connections is. One that was never called, or whose SCIM is off, is not
 * silent.
 */
const IS_SILENT = `(EXISTS (SELECT 1 FROM "provisioning_activity" p WHERE p."accountId" = a."id" AND p."lastCallAt" < ?)
  OR EXISTS (SELECT 1 FROM "provisioning_alarms" o
    WHERE o."accountId" = a."id" AND o."kind" = 'silence' AND o."acknowledgedAt" IS NULL))
  AND EXISTS (SELECT 1 FROM "account_modules" m WHERE m."accountId" = a."id" AND m."module" = 'scim' AND m."enabled" = TRUE)`;

const ALARMS = `(SELECT COUNT(*) FROM ${OPEN_ALARMS} AND s."accountId" = a."id")`;

const HAS_ALARM = `EXISTS (SELECT 1 FROM ${OPEN_ALARMS} AND s."accountId" = a."id")`;

const LAST_CALL = `(SELECT p."lastCallAt" FROM "provisioning_activity" p WHERE p."accountId" = a."id")`;

/** Finds accounts by whatever the customer knows about theirs. */
@Injectable()
export class AccountList {
  /**
   * Searches by part of the name, the slug, or the login name or e-mail address of an administrator, or by the whole
   * id.
   */
  async page(tx: PlatformTransaction, query: AccountQuery): Promise<Page<AccountRow>> {
    const text = foldKey((query.search ?? '').trim());
    const state = stateIs(query.state);
    const where = `${text === '' ? '1 = 1' : MATCHES} AND ${state.condition}`;
    const parameters: Scalar[] = [
      ...(text === '' ? [] : [text, text, text, text, text]),
      ...state.parameters,
    ];
    const [counted] = await tx.queryAcrossAccounts(
      rawStatement<{ total: number | string }>(
        `SELECT COUNT(*) AS total FROM "accounts" a WHERE ${where}`,
        {},
      ),
      parameters,
    );
    const { order, parameters: orderParameters } = orderBy(query.sort);
    const items = await tx.queryAcrossAccounts(
      rawStatement<AccountRow>(
        `SELECT a."id", a."slug", a."name", a."createdAt" FROM "accounts" a WHERE ${where}
       ORDER BY ${order} LIMIT ? OFFSET ?`,
        { createdAt: 'instant' },
      ),
      [...parameters, ...orderParameters, query.limit, (query.page - 1) * query.limit],
    );
    return { items, total: Number(counted?.total ?? 0) };
  }
}

function stateIs(state: AccountState | undefined): { condition: string; parameters: Scalar[] } {
  switch (state) {
    case undefined:
      return { condition: '1 = 1', parameters: [] };
    case 'alarms':
      return { condition: HAS_ALARM, parameters: [] };
    case 'failures':
      return { condition: HAS_FAILED, parameters: [failuresSince()] };
    case 'silent':
      return {
        condition: IS_SILENT,
        parameters: [toDatetime(new Date(Date.now() - SILENT_MS).toISOString())],
      };
  }
}

function orderBy(sort: AccountOrder = 'name'): { order: string; parameters: Scalar[] } {
  const byName = 'a."nameKey", a."id"';
  switch (sort) {
    case 'name':
      return { order: byName, parameters: [] };
    case 'created':
      return { order: 'a."id" DESC', parameters: [] };
    case 'users':
      return { order: `${SIZE} DESC, ${byName}`, parameters: [] };
    case 'failures':
      return { order: `${FAILURES} DESC, ${byName}`, parameters: [failuresSince()] };
    case 'alarms':
      return { order: `${ALARMS} DESC, ${byName}`, parameters: [] };
    case 'lastCall':
      return { order: `${LAST_CALL} IS NULL, ${LAST_CALL} DESC, ${byName}`, parameters: [] };
    case 'silence':
      return { order: `${LAST_CALL} IS NULL, ${LAST_CALL}, ${byName}`, parameters: [] };
  }
}
