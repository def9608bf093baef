import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { OrganizationsService } from '../../../src/organizations/organizations.service.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { addTwoAccounts, patchOf, type Method, type Tenant } from '../../support/two-accounts.js';
import { UNRECORDED } from '../../support/authors.js';

/** More users than members of a large group. */
const PEOPLE = 5_100;

describe.each(databaseLanes())('the number of SQL statements on $name', (lane) => {
  let app: TestApp;
  let acme: Tenant;
  let ids: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    [acme] = await addTwoAccounts(app);
    ids = await addPeople();
    await acme.scim('GET /Users?count=1');
  });

  afterAll(() => app.close());

  /** Inserts users directly, because a request for each would take long. */
  const addPeople = () =>
    app.get(UnitOfWork).write(acme.accountId, async (scope) => {
      const tx = scope.by(UNRECORDED);
      const organization = await app.get(OrganizationsService).create(tx, { name: 'People' });
      const made: string[] = [];
      for (let number = 0; number < PEOPLE; number++) {
        const userName = `p${number}@twin.example`;
        const values = ['work', 'home'].map((type) => ({ attribute: 'emails', type, value: userName }));
        const title = number < 100 ? 'Hundred' : number === 100 ? 'One' : null;
        const person = { organizationId: organization.id, userName, title, values };
        made.push((await app.get(UserChanges).create(tx, person)).id);
      }
      return made;
    });

  /** The statements that one request leads to, from its authentication to the end of its transaction. */
  const statementsOf = async (line: `${Method} /${string}`, body?: unknown) => {
    app.statements.clear();
    const answer = await acme.scim(line, body === undefined ? {} : { body });
    return { count: app.statements.statements.length, answer };
  };

  const addGroup = async (displayName: string, members: number) => {
    const body = { displayName, members: ids.slice(0, members).map((value) => ({ value })) };
    const { answer } = await statementsOf('POST /Groups', body);
    expect(answer.status).toBe(201);
    return answer.body.id;
  };

  it('is four at most for one user', async () => {
    const { count, answer } = await statementsOf(`GET /Users/${ids[0]}`);
    expect(answer.body).toMatchObject({ title: 'Hundred', emails: [{}, {}] });
    expect(count).toBeLessThanOrEqual(4);
  });

  it('is six at most for a page of a hundred users, with their groups and values', async () => {
    await addGroup('Hundred', 200);
    const { count, answer } = await statementsOf('GET /Users?count=100&startIndex=2');
    expect(answer.body.Resources).toHaveLength(100);
    expect(answer.body.Resources[0]).toMatchObject({ emails: [{}, {}], groups: [{ display: 'Hundred' }] });
    expect(count).toBeLessThanOrEqual(6);
  });

  it('is at most six for a late page, which starts where the pages before it end', async () => {
    const { count, answer } = await statementsOf('GET /Users?count=100&startIndex=4001');
    const before = answer.body.totalResults - PEOPLE;
    const shown = answer.body.Resources.map(({ id }: { id: string }) => id);
    expect(shown).toEqual(ids.slice(4_000 - before, 4_100 - before));
    expect(count).toBeLessThanOrEqual(6);
    const { answer: filtered } = await statementsOf(
      'GET /Users?count=2&startIndex=3001&filter=not (title pr) and urn:declaree:params:scim:schemas:extension:expense:2.0:User:organization eq "People"',
    );
    expect(filtered.body.Resources.map(({ id }: { id: string }) => id)).toEqual(ids.slice(3_101, 3_103));
    const { answer: beyond } = await statementsOf(`GET /Users?startIndex=${PEOPLE + 1_000}`);
    expect(beyond.body).toMatchObject({ totalResults: PEOPLE + before, itemsPerPage: 0 });
  });

  it('is the same for a filter with one hit and with a hundred', async () => {
    const one = await statementsOf('GET /Users?count=200&filter=title eq "One"');
    const hundred = await statementsOf('GET /Users?count=200&filter=title eq "Hundred"');
    expect([one.answer.body.totalResults, hundred.answer.body.totalResults]).toEqual([1, 100]);
    expect(one.count).toBe(hundred.count);
    expect(hundred.count).toBeLessThanOrEqual(5);
  });

  it('is nine at most to add a member, and the same for a group of ten and of five thousand', async () => {
    const costs = [];
    for (const members of [10, 5_000]) {
      const group = await addGroup(`Of ${members}`, members);
      const value = [{ value: ids.at(-1) }];
      const { count, answer } = await statementsOf(
        `PATCH /Groups/${group}`,
        patchOf({ op: 'add', path: 'members', value }),
      );
      expect(answer.status).toBe(204);
      const { body } = await acme.scim(`GET /Groups/${group}`);
      expect(body.members).toHaveLength(members + 1);
      costs.push(count);
    }
    expect(costs[0]).toBe(costs[1]);
    expect(costs[0]).toBeLessThanOrEqual(9);
  });

  it('is the same to delete users with much and with little, and 21 at most', async () => {
    const costs = [];
    for (const emails of [0, 20]) {
      const body = {
        userName: `leaver-${emails}@twin.example`,
        emails: Array.from({ length: emails }, (_, number) => ({ value: `mail-${number}@twin.example` })),
      };
      const { answer } = await statementsOf('POST /Users', body);
      const deletion = await statementsOf(`DELETE /Users/${answer.body.id}`);
      expect(deletion.answer.status).toBe(204);
      costs.push(deletion.count);
    }
    expect(costs[0]).toBe(costs[1]);
    expect(costs[0]).toBeLessThanOrEqual(21);
  });

  it('is the same for groups with few and many members, if these are not requested', async () => {
    const few = await statementsOf('GET /Groups?excludedAttributes=members&filter=displayName eq "Of 10"');
    const many = await statementsOf('GET /Groups?excludedAttributes=members&filter=displayName eq "Of 5000"');
    expect([few.answer.body.totalResults, many.answer.body.totalResults]).toEqual([1, 1]);
    expect(few.count).toBe(many.count);
    expect(app.statements.statements.join('\n')).not.toContain('group_members');
  });
});
