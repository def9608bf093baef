import { Injectable } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import type { ModuleName } from '../accounts/account-module.entity.js';
import type { ModuleChange } from '../accounts/modules.service.js';
import type { Page } from '../common/page.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { ProvisioningActivity } from '../provisioning/log/provisioning-activity.service.js';
import { AccountList, type AccountQuery } from './account-list.service.js';
import { failuresSince } from './failures-since.js';
import { OPEN_ALARMS } from '../provisioning/alarms/open-alarm-condition.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';

/** What support staff see of an account: its size and its modules, but none of its data. */
export interface AccountOverview extends AccountRow {
  modules: Readonly<Record<ModuleName, boolean>>;
  /** Who last switched SCIM, when and why; null if it was never switched. */
  scim: ModuleChange | null;
  counts: AccountCounts;
  /** How many SCIM requests have failed in the last 24 hours. */
  failuresToday: number;
  /** How many alarms nobody has marked as seen. */
  openAlarms: number;
  /** The last call of the identity provider with a valid credential. */
  lastProvisioningActivity: string | null;
}

export interface AccountCounts {
  organizations: number;
  users: number;
  groups: number;
}

interface ModuleRow extends ModuleChange {
  accountId: string;
  module: ModuleName;
  enabled: boolean;
}

/** The facts about several accounts, by id. */
interface Facts {
  scim: ReadonlyMap<string, ModuleRow>;
  expenses: ReadonlySet<string>;
  counts: Readonly<Record<keyof AccountCounts, ReadonlyMap<string, number>>>;
  failures: ReadonlyMap<string, number>;
  alarms: ReadonlyMap<string, number>;
  lastCalls: ReadonlyMap<string, string>;
}

/** Describes accounts. A page of them needs as many statements as one account. */
@Injectable()
export class AccountOverviews {
  constructor(
    private readonly accounts: AccountsService,
    private readonly list: AccountList,
    private readonly activity: ProvisioningActivity,
  ) {}

  /** Throws `not-found`. */
  async get(tx: PlatformTransaction, id: string): Promise<AccountOverview> {
    const account = await this.accounts.getById(tx, id);
    const facts = await this.read(tx, [account]);
    return overview(account, facts);
  }

  async page(tx: PlatformTransaction, query: AccountQuery): Promise<Page<AccountOverview>> {
    const { items, total } = await this.list.page(tx, query);
    if (items.length === 0) return { items: [], total };
    const facts = await this.read(tx, items);
    return { items: items.map((account) => overview(account, facts)), total };
  }

  private async read(tx: PlatformTransaction, accounts: readonly AccountRow[]): Promise<Facts> {
    const ids = accounts.map(({ id }) => id);
    const modules = await tx.queryAcrossAccounts(
      rawStatement<ModuleRow>(
        `SELECT "accountId", "module", "enabled", "changedAt", "changedBy", "reason" FROM "account_modules" WHERE ${among(ids)}`,
        { enabled: 'boolean', changedAt: 'instant' },
      ),
      ids,
    );
    const counts = {
      organizations: await countRows(tx, 'organizations', ids),
      users: await countUsers(tx, ids),
      groups: await countRows(tx, 'groups', ids),
    };
    const failures = await countFailures(tx, ids);
    const alarms = await countAlarms(tx, ids);
    const noted = new Map(ids.map((id) => [id, this.activity.notedCall(id)]));
    const calls = await tx.queryAcrossAccounts(
      rawStatement<{ accountId: string; lastCallAt: string }>(
        `SELECT "accountId", "lastCallAt" FROM "provisioning_activity" WHERE ${among(ids)} AND "lastCallAt" IS NOT NULL`,
        { lastCallAt: 'instant' },
      ),
      ids,
    );
    return {
      scim: new Map(modules.filter(isOf('scim')).map((row) => [row.accountId, row])),
      expenses: new Set(
        modules.filter(isOf('expenses')).flatMap((row) => (row.enabled ? row.accountId : [])),
      ),
      counts,
      failures,
      alarms,
      lastCalls: lastCallsOf(calls, noted),
    };
  }
}

/** The later of the stored time and the time noted in memory. */
function lastCallsOf(
  stored: readonly { accountId: string; lastCallAt: string }[],
  noted: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, string> {
  const calls = new Map(stored.map(({ accountId, lastCallAt }) => [accountId, lastCallAt]));
  for (const [accountId, time] of noted) {
    if (time !== null && time > (calls.get(accountId) ?? '')) calls.set(accountId, time);
  }
  return calls;
}

interface Total {
  accountId: string;
  total: number | string | null;
}

function totalsOf(rows: readonly Total[]): Map<string, number> {
  return new Map(rows.map(({ accountId, total }) => [accountId, Number(total ?? 0)]));
}

async function countRows(
  tx: PlatformTransaction,
  table: 'organizations' | 'groups',
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const statement = rawStatement<Total>(
    `SELECT "accountId", COUNT(*) AS total FROM "${table}" WHERE ${among(ids)} GROUP BY "accountId"`,
    {},
  );
  return totalsOf(await tx.queryAcrossAccounts(statement, [...ids]));
}

/** The condition on the accounts with these ids. */
const among = (ids: readonly string[]) => `"accountId" IN (${ids.map(() => '?').join(', ')})`;

/** Adds up the totals of the blocks; counts only the users after the last block. */
async function countUsers(
  tx: PlatformTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const blocks = await tx.queryAcrossAccounts(
    rawStatement<Total & { lastId: string }>(
      `SELECT "accountId", SUM("total") AS total, MAX("lastId") AS lastId FROM "user_blocks"
     WHERE ${among(ids)} GROUP BY "accountId"`,
      {},
    ),
    [...ids],
  );
  const lastIds = new Map(blocks.map(({ accountId, lastId }) => [accountId, lastId]));
  const totals = totalsOf(blocks);
  const afterBlocks = await totalForEach(tx, ids, {
    total: 'COUNT(*)',
    from: `"users" WHERE "accountId" = ? AND "id" > ? AND "deletedAt" IS NULL`,
    after: (id) => lastIds.get(id) ?? '',
  });
  for (const [accountId, total] of afterBlocks) totals.set(accountId, total + (totals.get(accountId) ?? 0));
  return totals;
}

function countFailures(
  tx: PlatformTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const since = failuresSince();
  return totalForEach(tx, ids, {
    total: 'SUM("count")',
    from: `"provisioning_events" WHERE "accountId" = ? AND "outcome" = 'failure' AND "id" >= ?`,
    after: () => since,
  });
}

function countAlarms(tx: PlatformTransaction, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return totalForEach(tx, ids, {
    total: 'COUNT(*)',
    from: `${OPEN_ALARMS} AND s."accountId" = ? AND s."id" > ?`,
    after: () => '',
  });
}

/** One statement with an index range per account. With GROUP BY, the database would read all rows of each account. */
async function totalForEach(
  tx: PlatformTransaction,
  ids: readonly string[],
  { total, from, after }: { total: string; from: string; after: (accountId: string) => string },
): Promise<ReadonlyMap<string, number>> {
  const parts = ids.map(() => `SELECT ? AS accountId, ${total} AS total FROM ${from}`);
  const parameters = ids.flatMap((id) => [id, id, after(id)]);
  return totalsOf(
    await tx.queryAcrossAccounts(rawStatement<Total>(parts.join(' UNION ALL '), {}), parameters),
  );
}

function overview(
  account: AccountRow,
  { scim, expenses, counts, failures, alarms, lastCalls }: Facts,
): AccountOverview {
  const module = scim.get(account.id);
  return {
    ...account,
    modules: { scim: module?.enabled === true, expenses: expenses.has(account.id) },
    scim: module ? changeOf(module) : null,
    counts: {
      organizations: counts.organizations.get(account.id) ?? 0,
      users: counts.users.get(account.id) ?? 0,
      groups: counts.groups.get(account.id) ?? 0,
    },
    failuresToday: failures.get(account.id) ?? 0,
    openAlarms: alarms.get(account.id) ?? 0,
    lastProvisioningActivity: lastCalls.get(account.id) ?? null,
  };
}

const isOf = (name: ModuleName) => (row: ModuleRow) => row.module === name;

function changeOf({ changedAt, changedBy, reason }: ModuleRow): ModuleChange {
  return { changedAt, changedBy, reason };
}
