import { Injectable } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import type { ModuleChange } from '../accounts/modules.service.js';
import type { Page } from '../common/page.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { toInstant } from '../platform/database/sql/table.js';
import { ProvisioningActivity } from '../provisioning-log/provisioning-activity.service.js';
import { AccountList, type AccountQuery } from './account-list.service.js';
import { failuresSince } from './failures-since.js';

/** An account as support sees it: how large it is and what is on, nothing of its own data. */
export interface AccountOverview extends AccountRow {
  modules: { scim: boolean };
  /** Who switched SCIM last, when and why; null where it has never been switched. */
  scim: ModuleChange | null;
  counts: AccountCounts;
  /** How many SCIM requests have failed in the last 24 hours. */
  failuresToday: number;
  /** When the identity provider called last, with a valid credential. */
  lastProvisioningActivity: string | null;
}

export interface AccountCounts {
  organizations: number;
  users: number;
  groups: number;
}

interface ModuleRow extends ModuleChange {
  accountId: string;
  enabled: number;
}

/** What is known of several accounts, by their ids. */
interface Facts {
  modules: ReadonlyMap<string, ModuleRow>;
  counts: Readonly<Record<keyof AccountCounts, ReadonlyMap<string, number>>>;
  failures: ReadonlyMap<string, number>;
  lastCalls: ReadonlyMap<string, string>;
}

/** Describes accounts, in as many statements for a page of them as for one. */
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
    const among = `\`accountId\` IN (${ids.map(() => '?').join(', ')})`;
    const modules = await tx.queryAcrossAccounts<ModuleRow>(
      `SELECT \`accountId\`, \`enabled\`, \`changedAt\`, \`changedBy\`, \`reason\` FROM \`account_modules\` WHERE ${among} AND \`module\` = 'scim'`,
      ids,
    );
    const count = async (table: string) => {
      const rows = await tx.queryAcrossAccounts<Total>(
        `SELECT \`accountId\`, COUNT(*) AS total FROM \`${table}\` WHERE ${among} GROUP BY \`accountId\``,
        ids,
      );
      return totalsOf(rows);
    };
    const counts = {
      organizations: await count('organizations'),
      users: await countUsers(tx, ids),
      groups: await count('groups'),
    };
    const failures = await countFailures(tx, ids);
    const noted = new Map(ids.map((id) => [id, this.activity.notedCall(id)]));
    const calls = await tx.queryAcrossAccounts<{ accountId: string; lastCallAt: string }>(
      `SELECT \`accountId\`, \`lastCallAt\` FROM \`provisioning_activity\` WHERE ${among} AND \`lastCallAt\` IS NOT NULL`,
      ids,
    );
    return {
      modules: new Map(modules.map((row) => [row.accountId, row])),
      counts,
      failures,
      lastCalls: lastCallsOf(calls, noted),
    };
  }
}

/** Of what is stored and what is noted, the later. */
function lastCallsOf(
  stored: readonly { accountId: string; lastCallAt: string }[],
  noted: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, string> {
  const calls = new Map(stored.map(({ accountId, lastCallAt }) => [accountId, toInstant(lastCallAt)]));
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

/** Whole blocks by their numbers, and one by one only the users behind the last one. */
async function countUsers(
  tx: PlatformTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const blocks = await tx.queryAcrossAccounts<Total & { lastId: string }>(
    `SELECT \`accountId\`, SUM(\`total\`) AS total, MAX(\`lastId\`) AS lastId FROM \`user_blocks\`
     WHERE \`accountId\` IN (${ids.map(() => '?').join(', ')}) GROUP BY \`accountId\``,
    [...ids],
  );
  const lastIds = new Map(blocks.map(({ accountId, lastId }) => [accountId, lastId]));
  const totals = totalsOf(blocks);
  const behind = await totalForEach(tx, ids, {
    total: 'COUNT(*)',
    from: `\`users\` WHERE \`accountId\` = ? AND \`id\` > ? AND \`deletedAt\` IS NULL`,
    after: (id) => lastIds.get(id) ?? '',
  });
  for (const [accountId, total] of behind) totals.set(accountId, total + (totals.get(accountId) ?? 0));
  return totals;
}

function countFailures(
  tx: PlatformTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const since = failuresSince();
  return totalForEach(tx, ids, {
    total: 'SUM(`count`)',
    from: `\`provisioning_events\` WHERE \`accountId\` = ? AND \`outcome\` = 'failure' AND \`id\` >= ?`,
    after: () => since,
  });
}

/** One statement in which each account has a range of an index to itself: grouped, all of its rows would be read. */
async function totalForEach(
  tx: PlatformTransaction,
  ids: readonly string[],
  { total, from, after }: { total: string; from: string; after: (accountId: string) => string },
): Promise<ReadonlyMap<string, number>> {
  const parts = ids.map(() => `SELECT ? AS accountId, ${total} AS total FROM ${from}`);
  const parameters = ids.flatMap((id) => [id, id, after(id)]);
  return totalsOf(await tx.queryAcrossAccounts<Total>(parts.join(' UNION ALL '), parameters));
}

function overview(account: AccountRow, { modules, counts, failures, lastCalls }: Facts): AccountOverview {
  const module = modules.get(account.id);
  return {
    ...account,
    modules: { scim: module?.enabled === 1 },
    scim: module ? changeOf(module) : null,
    counts: {
      organizations: counts.organizations.get(account.id) ?? 0,
      users: counts.users.get(account.id) ?? 0,
      groups: counts.groups.get(account.id) ?? 0,
    },
    failuresToday: failures.get(account.id) ?? 0,
    lastProvisioningActivity: lastCalls.get(account.id) ?? null,
  };
}

function changeOf({ changedAt, changedBy, reason }: ModuleRow): ModuleChange {
  return { changedAt: toInstant(changedAt), changedBy, reason };
}
