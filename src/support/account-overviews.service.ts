import { Injectable } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import type { ModuleChange } from '../accounts/modules.service.js';
import type { Page, PageRequest } from '../common/page.js';
import type { PlatformTransaction } from '../database/platform-transaction.js';
import { toInstant } from '../database/table.js';
import { ProvisioningActivity } from '../provisioning/provisioning-activity.service.js';

/** An account as support sees it: how large it is and what is on, nothing of its own data. */
export interface AccountOverview extends AccountRow {
  modules: { scim: boolean };
  /** Who switched SCIM last, when and why; null where it was never switched. */
  scim: ModuleChange | null;
  counts: AccountCounts;
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
  lastCalls: ReadonlyMap<string, string>;
}

/** Describes accounts, in as many statements for a page of them as for one. */
@Injectable()
export class AccountOverviews {
  constructor(
    private readonly accounts: AccountsService,
    private readonly activity: ProvisioningActivity,
  ) {}

  /** Throws `not-found`. */
  async get(tx: PlatformTransaction, id: string): Promise<AccountOverview> {
    const account = await this.accounts.getById(tx, id);
    const facts = await this.read(tx, [account]);
    return overview(account, facts);
  }

  async page(tx: PlatformTransaction, request: PageRequest): Promise<Page<AccountOverview>> {
    const { items, total } = await this.accounts.page(tx, request);
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
    const count = async (table: string, condition = '1 = 1') => {
      const rows = await tx.queryAcrossAccounts<{ accountId: string; total: number | string }>(
        `SELECT \`accountId\`, COUNT(*) AS total FROM \`${table}\` WHERE ${among} AND ${condition} GROUP BY \`accountId\``,
        ids,
      );
      return new Map(rows.map(({ accountId, total }) => [accountId, Number(total)]));
    };
    const counts = {
      organizations: await count('organizations'),
      users: await count('users', '`deletedAt` IS NULL'),
      groups: await count('groups'),
    };
    const noted = new Map(ids.map((id) => [id, this.activity.notedCall(id)]));
    const calls = await tx.queryAcrossAccounts<{ accountId: string; lastCallAt: string }>(
      `SELECT \`accountId\`, \`lastCallAt\` FROM \`provisioning_activity\` WHERE ${among} AND \`lastCallAt\` IS NOT NULL`,
      ids,
    );
    return {
      modules: new Map(modules.map((row) => [row.accountId, row])),
      counts,
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

function overview(account: AccountRow, { modules, counts, lastCalls }: Facts): AccountOverview {
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
    lastProvisioningActivity: lastCalls.get(account.id) ?? null,
  };
}

function changeOf({ changedAt, changedBy, reason }: ModuleRow): ModuleChange {
  return { changedAt: toInstant(changedAt), changedBy, reason };
}
