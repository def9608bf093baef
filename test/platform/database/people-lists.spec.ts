import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import type { Scalar } from '../../../src/platform/database/sql/columns.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { analyze, fillAccount } from '../../bench/seed.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { openConsole, type ConsoleClient } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { plansOf } from './query-plans.js';

/** Enough that the optimizers choose the same plans as for a hundred thousand. */
const USERS = 5_000;
const GROUP = 1_000;

/** MariaDB's limit of time for one statement. */
const LIMIT = /^SET STATEMENT \S+ FOR /;

describe.each(databaseLanes())('lists for people on $name', (lane) => {
  let app: TestApp;
  let small: ConsoleClient;
  let large: ConsoleClient;
  let groups: Record<'small' | 'large', string>;
  let scim: TestAccount['scim'];

  beforeAll(async () => {
    app = await bootApp(lane);
    const accounts = [await addAccount(app), await addAccount(app)] as const;
    const [few, many] = [await fill(accounts[0], 30, 10), await fill(accounts[1], USERS, GROUP)];
    groups = { small: few, large: many };
    ({ scim } = accounts[1]);
    await analyze(app.get(DataSource), { exactly: true });
    small = await openConsole(app, accounts[0].admin);
    large = await openConsole(app, accounts[1].admin);
  });

  afterAll(() => app.close());

  /** Gives the id of a group of that size. */
  const fill = async (
    { id: accountId, organizations }: TestAccount,
    users: number,
    size: number,
  ): Promise<string> => {
    const account = { accountId, organizationId: organizations.parent.id };
    const data = await fillAccount(app.get(UnitOfWork), account, { users, groups: [size] });
    const group = data.groups.find(({ members }) => members.length === size);
    if (!group) throw new Error('the data set is not complete');
    return group.id;
  };
  const runsOf = async (client: ConsoleClient, path: string) => {
    app.statements.clear();
    const { status } = await client.get(path);
    if (status !== 200) throw new Error(`${path} is answered with ${status}`);
    return [...app.statements.runs];
  };

  it.each([
    '/people',
    '/people?search=a',
    '/people?state=active&role=employee&organization=Acme%20Group&sort=newest',
    '/people?page=2',
    '/people?managed=managed',
    '/people?managed=local&notSeenDays=7',
    '/groups?managed=seen&notSeenDays=7',
    '/groups',
    '/groups?search=a',
    '/organizations',
  ])('take as many statements for a large account as for a small one: %s', async (path) => {
    const [few, many] = [await runsOf(small, path), await runsOf(large, path)];
    expect(many.length).toBe(few.length);
    expect(many.length).toBeLessThanOrEqual(14);
  });

  it.each(['', '?search=a'])('do so for the members of a group as well: %j', async (query) => {
    const few = await runsOf(small, `/groups/${groups.small}${query}`);
    const many = await runsOf(large, `/groups/${groups.large}${query}`);
    expect(many.length).toBe(few.length);
  });

  const plansOfRuns = (runs: readonly { sql: string; parameters: Scalar[] }[]) =>
    plansOf(
      app.get(DatabaseConnections),
      runs.map(({ sql, parameters }) => ({ sql: sql.replace(LIMIT, ''), parameters })),
    );

  it.each([
    ['/people', 'ix_users_shown_name'],
    ['/people?search=a', 'ix_users_shown_name'],
    ['/people?sort=userName&search=a', 'uq_users_user_name'],
    ['/people?sort=userName', 'uq_users_user_name'],
    ['/people?sort=newest', /PRIMARY|sqlite_autoindex_users_1/],
    ['/people?sort=oldest', /PRIMARY|sqlite_autoindex_users_1/],
    ['/groups', 'uq_groups_display_name'],
  ])('go by an index, and sort nothing: %s', async (path, index) => {
    const plans = await plansOfRuns(await runsOf(large, path));
    expect(plans.flatMap(({ costly }) => costly)).toEqual([]);
    expect(plans.flatMap(({ steps }) => steps).join('\n')).toMatch(index);
  });

  it('count nobody to show all members of a group', async () => {
    const runs = await runsOf(large, `/groups/${groups.large}`);
    expect(runs.filter(({ sql }) => /COUNT\(\*\).* FROM `group_members`/.test(sql))).toEqual([]);
  });

  it('are no longer read to the end to find the beginning of a name over SCIM', async () => {
    app.statements.clear();
    const filter = encodeURIComponent('userName sw "person-00001"');
    expect((await scim.list(`/Users?count=5&filter=${filter}`)).totalResults).toBe(10);
    const runs = app.statements.runs.filter(({ sql }) => sql.includes('SUBSTR('));
    expect(runs).toHaveLength(2);
    const ofUsers = (await plansOfRuns(runs)).map(({ steps }) =>
      steps.find((step) => /^(?:SEARCH )?t\b/.test(step)),
    );
    for (const step of ofUsers)
      expect(step).toMatch(
        /t: range by uq_users_user_name|uq_users_user_name \(accountId=\? AND userNameKey>\? AND userNameKey<\?\)/,
      );
  });
});
