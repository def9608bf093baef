import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { identityOf, personBody, sizeName } from '../../bench/people.js';
import { analyze, fillAccount, reopenTables, type DataSet } from '../../bench/seed.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import type { Answer } from '../../support/scim-client.js';
import { plansOf } from './query-plans.js';
import { recorded, type Names } from './recorded-statements.js';

/** Enough that the optimizers choose the same plans as for a hundred thousand. */
const USERS = 5_000;
const GROUP = 1_000;
const PAGE = 100;
/** How many users two of the pages have before them. */
const NEAR = 200;
const FAR = USERS / 2;

/** A step of SQLite that reads everything of one account. */
const READS_ACCOUNT = /^SEARCH t .*\(accountId=\?\)$/;

const FILES = join(import.meta.dirname, 'hot-statements');

interface Hot {
  name: string;
  send: () => Promise<Answer>;
  names?: Names;
}

/**
 * The statements of the requests that identity providers send all day, as committed files: a change of one shows
 * in review, and the bare server of the bench runs them. `vitest -u` writes them anew.
 */
describe.each(databaseLanes())('the statements of hot requests on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let data: DataSet;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const account = { accountId: acme.id, organizationId: acme.organizations.parent.id };
    data = await fillAccount(app.get(UnitOfWork), account, { users: USERS, groups: [GROUP] });
    await analyze(app.get(DataSource), { exactly: true });
  });

  afterAll(() => app.close());

  it('match the committed files, and use an index', async () => {
    const names = {
      accountId: acme.id,
      organizationId: acme.organizations.parent.id,
      adminName: acme.admin.userName,
    };
    for (const request of await hotRequests()) {
      app.statements.clear();
      const { status } = await request.send();
      if (status >= 300) throw new Error(`${request.name} is answered with ${status}`);
      const statements = recorded(app.statements, { ...request.names, ...names });
      // The same for both servers: only their plans differ.
      const file = join(FILES, `${request.name}.${lane.name === 'sqlite' ? 'sqlite' : 'mysql'}.json`);
      await expect(`${JSON.stringify(statements, null, 2)}\n`).toMatchFileSnapshot(file);
      await expectPlans(request.name);
    }
  });

  /** Compares the plans of the statements that just ran. */
  async function expectPlans(name: string): Promise<void> {
    const runs = [...app.statements.runs];
    await reopenTables(app.get(DataSource));
    const plans = await plansOf(app.get(DatabaseConnections), runs);
    expect({ [name]: plans.flatMap(({ costly }) => costly) }).toEqual({ [name]: [] });
    // A lookup of one resource must not scan the account's users or groups.
    const searches = name.startsWith('find-') ? plans.flatMap(({ steps }) => steps) : [];
    expect(searches.filter((step) => READS_ACCOUNT.test(step))).toEqual([]);
    const text = plans.map(({ steps }) => steps.join('\n')).join('\n\n');
    await expect(`${text}\n`).toMatchFileSnapshot(join(FILES, `${name}.${lane.name}.plan.txt`));
  }

  const find = (path: string, filter: string, more = '') =>
    acme.scim.get(`/${path}?filter=${encodeURIComponent(filter)}${more}`);

  async function hotRequests(): Promise<Hot[]> {
    const person = data.people[USERS / 2];
    const group = data.groups.find(({ displayName }) => displayName === sizeName(GROUP));
    const userId = group?.members[GROUP / 2];
    if (!person || !group || userId === undefined) throw new Error('the data set is not complete');
    const created = identityOf('somebody');
    const { Resources: first, ...page } = await acme.scim.list(`/Users?count=${PAGE}&cursor=`);
    const { nextCursor } = page as { nextCursor?: string };
    const after = first.at(-1)?.id ?? '';
    const patch = (op: string) =>
      acme.scim.patch(`/Groups/${group.id}`, [{ op, path: 'members', value: [{ value: userId }] }]);
    const { after: blockBefore = '', offset: passedOver } = data.blockIndex.locate(FAR);
    const lastBlock = data.blockIndex.lastId ?? '';
    const membership = { groupId: group.id, userId };
    return [
      { name: 'get-user', send: () => acme.scim.get(`/Users/${person.id}`), names: { ...person } },
      {
        name: 'find-user-name',
        send: () => find('Users', `userName eq "${person.userName}"`),
        names: { ...person },
      },
      {
        name: 'find-external-id',
        send: () => find('Users', `externalId eq "${person.externalId}"`),
        names: { ...person },
      },
      {
        name: 'find-email',
        send: () => find('Users', `emails.value eq "${person.email}"`),
        names: { ...person },
      },
      {
        name: 'page-by-index',
        send: () => acme.scim.get(`/Users?startIndex=${NEAR + 1}&count=${PAGE}`),
        names: { offset: NEAR, lastBlock },
      },
      {
        name: 'far-page-by-index',
        send: () => acme.scim.get(`/Users?startIndex=${FAR + 1}&count=${PAGE}`),
        names: { blockBefore, passedOver, lastBlock },
      },
      {
        name: 'page-by-cursor',
        send: () => acme.scim.get(`/Users?count=${PAGE}&cursor=${String(nextCursor)}`),
        names: { after },
      },
      {
        name: 'find-group',
        send: () => find('Groups', `displayName eq "${group.displayName}"`, '&excludedAttributes=members'),
        names: { groupKey: group.displayName.toLowerCase() },
      },
      {
        name: 'create-user',
        send: () => acme.scim.post('/Users', personBody('somebody', 1)),
        names: created,
      },
      { name: 'remove-member', send: () => patch('remove'), names: membership },
      { name: 'add-member', send: () => patch('add'), names: membership },
    ];
  }
});
