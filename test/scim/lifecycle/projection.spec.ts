import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, EXPENSE, type Answer, type Resource } from '../../support/scim-client.js';

describe.each(databaseLanes())('the content of an answer on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let mira: Resource;
  let sales: Resource;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    mira = await acme.scim.create('/Users', person());
    sales = await acme.scim.create('/Groups', { displayName: 'Sales', members: [{ value: mira.id }] });
  });

  afterAll(() => app.close());

  const person = () => ({
    userName: `person${++number}@acme.example`,
    name: { givenName: 'Mira', familyName: 'Vos' },
    title: 'Controller',
    emails: [{ value: 'm@acme.example', type: 'work', primary: true }],
    [ENTERPRISE]: { department: 'Finance', costCenter: '4130' },
  });

  /** Sends the same query to every operation that answers with a user. */
  const answers = async (query: string): Promise<Record<string, unknown>[]> => {
    const at = `/Users/${mira.id}`;
    const filter = encodeURIComponent(`id eq "${mira.id}"`);
    const list = await acme.scim.list(`/Users?filter=${filter}&${query}`);
    const single = [
      await acme.scim.get(`${at}?${query}`),
      await acme.scim.put(`${at}?${query}`, mira),
      await acme.scim.patch(`${at}?${query}`, [{ op: 'replace', path: 'title', value: 'Controller' }]),
      await acme.scim.post(`/Users?${query}`, person()),
    ];
    expect(single.map(({ status }: Answer) => status)).toEqual([200, 200, 200, 201]);
    return [...list.Resources, ...single.map(({ body }) => body)];
  };

  it('is id, schemas and what `attributes` names, on GET, PUT, PATCH, POST and lists', async () => {
    const query = `attributes=UserName,name.familyName,emails.value,${ENTERPRISE}:department`;
    for (const body of await answers(query)) {
      expect(body).toEqual({
        schemas: expect.arrayContaining([ENTERPRISE]),
        id: expect.any(String),
        userName: expect.stringMatching(/^person\d+@acme\.example$/),
        name: { familyName: 'Vos' },
        emails: [{ value: 'm@acme.example' }],
        [ENTERPRISE]: { department: 'Finance' },
      });
    }
  });

  it('is everything except what `excludedAttributes` names, and always id and schemas', async () => {
    const query = `excludedAttributes=id,schemas,name.givenName,title,groups,meta,${EXPENSE}`;
    for (const body of await answers(query)) {
      expect(body).toEqual({
        schemas: expect.any(Array),
        id: expect.any(String),
        userName: expect.any(String),
        name: { familyName: 'Vos' },
        emails: [{ value: 'm@acme.example', type: 'work', primary: true }],
        active: true,
        [ENTERPRISE]: { department: 'Finance', costCenter: '4130' },
      });
    }
  });

  it('is never the password, even if it is requested', async () => {
    for (const body of await answers('attributes=password,userName')) {
      expect(Object.keys(body).toSorted()).toEqual(['id', 'schemas', 'userName']);
    }
  });

  it('does not depend on unknown names', async () => {
    for (const body of await answers('attributes=nothing,userName')) {
      expect(Object.keys(body).toSorted()).toEqual(['id', 'schemas', 'userName']);
    }
  });

  it('is a group without its members if they are excluded or not requested', async () => {
    const name = encodeURIComponent('displayName eq "Sales"');
    const { Resources } = await acme.scim.list(`/Groups?excludedAttributes=members&filter=${name}`);
    expect(Resources).toEqual([{ ...sales, members: undefined }]);
    expect(await acme.scim.read(`/Groups/${sales.id}?attributes=displayName`)).toEqual({
      schemas: sales.schemas,
      id: sales.id,
      displayName: 'Sales',
    });
  });

  it('is empty after the PATCH of a group, unless attributes are requested', async () => {
    const at = `/Groups/${sales.id}`;
    const rename = (value: string) => [{ op: 'replace', path: 'displayName', value }];
    const plain = await acme.scim.patch(at, rename('Sales NL'));
    expect({ status: plain.status, body: plain.body }).toEqual({ status: 204, body: {} });
    const without = await acme.scim.patch(`${at}?excludedAttributes=members`, rename('Sales BE'));
    expect({ status: without.status, body: without.body }).toEqual({ status: 204, body: {} });

    const asked = await acme.scim.patch(`${at}?attributes=displayName,members.value`, rename('Sales'));
    expect({ status: asked.status, body: asked.body }).toEqual({
      status: 200,
      body: { schemas: sales.schemas, id: sales.id, displayName: 'Sales', members: [{ value: mira.id }] },
    });
  });

  it('takes the same number of statements for one user as for fifty', async () => {
    const statementsFor = async (count: number) => {
      app.statements.clear();
      expect((await acme.scim.list(`/Users?count=${count}`)).Resources).toHaveLength(count);
      return app.statements.statements.length;
    };
    for (let count = 0; count < 50; count++) await acme.scim.create('/Users', person());
    expect(await statementsFor(50)).toBe(await statementsFor(1));
  });
});
