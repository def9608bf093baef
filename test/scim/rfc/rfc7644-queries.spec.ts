import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { CORE, ENTERPRISE, EXPENSE, resource, scimError, type Resource } from '../../support/scim-client.js';

const anyText = expect.any(String) as string;

describe.each(databaseLanes())('RFC 7644 §3.4.2 and §3.4.3, queries, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let ada: Resource;
  let bob: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    ada = await acme.scim.create('/Users', {
      userName: 'Ada@acme.example',
      externalId: 'Ext-A',
      title: 'Lead "A" \\ Zürich',
      active: true,
      emails: [
        { value: 'ada@work.example', type: 'work', primary: true },
        { value: 'ada@home.example', type: 'home' },
      ],
      [ENTERPRISE]: { department: 'Audit' },
    });
    bob = await acme.scim.create('/Users', { userName: 'bob', title: 'clerk', active: false, roles: [] });
  });

  afterAll(() => app.close());

  /** The users that a filter finds. */
  const found = async (filter: string) => {
    const ids = new Set((await acme.scim.search('/Users', filter)).map(({ id }) => id));
    return [...(ids.has(ada.id) ? ['ada'] : []), ...(ids.has(bob.id) ? ['bob'] : [])];
  };

  it('RFC 7644 §3.4.2: no match is 200 with totalResults 0', async () => {
    const filter = encodeURIComponent('userName eq "nobody"');
    for (const path of ['/Users', '/Groups']) {
      const name = path === '/Users' ? filter : encodeURIComponent('displayName eq "none"');
      const { status, body } = await acme.scim.get(`${path}?filter=${name}`);
      expect([status, body]).toMatchObject([200, { totalResults: 0, itemsPerPage: 0, Resources: [] }]);
    }
  });

  it('RFC 7644 §3.4.2: totalResults counts all matches, and unknown query parameters are ignored', async () => {
    const page = await acme.scim.list('/Users?count=1&aadOptscim062020&nothing=1');
    expect([page.totalResults, page.itemsPerPage, page.Resources.length]).toEqual([3, 1, 1]);
  });

  it.each([
    ['USERNAME EQ "bob"', ['bob']],
    ['userName eq "ADA@ACME.EXAMPLE"', ['ada']],
    ['externalId eq "Ext-A"', ['ada']],
    ['externalId eq "ext-a"', []],
    ['title eq "lead \\"a\\" \\\\ z\\u00fcrich"', ['ada']],
    [`${CORE}:userName eq "bob"`, ['bob']],
    [`${ENTERPRISE}:department eq "AUDIT"`, ['ada']],
    ['userName eq "bob" or title pr and active eq true', ['ada', 'bob']],
    ['(userName eq "bob" or title pr) and active eq true', ['ada']],
    ['not (userName eq "bob") and active eq false', []],
    ['not (userName eq "bob" and active eq false) and title pr', ['ada']],
    ['emails[type eq "work" and value co "home"]', []],
    ['emails.type eq "work" and emails.value co "home"', ['ada']],
    ['emails eq "ada@home.example"', ['ada']],
    ['emails pr', ['ada']],
    ['roles pr', []],
    ['nickName pr', []],
    ['nickName eq null and userName eq "bob"', ['bob']],
    ['emails[type eq "work"].value eq "ada@work.example"', ['ada']],
  ])('RFC 7644 §3.4.2.2: %s finds %j', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('RFC 7644 §3.4.2.2: ids are case-sensitive', async () => {
    expect(await found(`id eq "${ada.id}"`)).toEqual(['ada']);
    expect(await found(`id eq "${ada.id.toUpperCase()}"`)).toEqual([]);
  });

  it.each([
    'userName',
    'userName like "a"',
    'userName eq "a',
    'active gt true',
    'active le false',
    'x eq "a"',
    ')',
  ])('RFC 7644 §3.4.2.2: %s is 400 invalidFilter', async (filter) => {
    const { status, body } = await acme.scim.get(`/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body]).toEqual([400, scimError(400, { scimType: 'invalidFilter', detail: anyText })]);
  });

  it('RFC 7644 §3.4.2.3: resources without a value are last in ascending and first in descending order', async () => {
    const names = async (order: string) => {
      const list = await acme.scim.list(`/Users?sortBy=title&sortOrder=${order}`);
      return list.Resources.map(({ title }) => title);
    };
    expect(await names('ascending')).toEqual(['clerk', ada['title'], undefined]);
    expect(await names('descending')).toEqual([undefined, ada['title'], 'clerk']);
    const byDefault = await acme.scim.list('/Users?sortBy=title');
    expect(byDefault.Resources[0]?.id).toBe(bob.id);
  });

  it('RFC 7644 §3.4.2.4: startIndex starts at 1, count=0 returns only the total, and the order is stable', async () => {
    const pages = await Promise.all(
      ['startIndex=0&count=1', 'startIndex=1&count=1', 'startIndex=2&count=5'].map((query) =>
        acme.scim.list(`/Users?${query}`),
      ),
    );
    const [zero, first, rest] = pages.map(({ Resources }) => Resources.map(({ id }) => id));
    expect(zero).toEqual(first);
    expect([...(first ?? []), ...(rest ?? [])]).toEqual([acme.admin.id, ada.id, bob.id]);
    for (const query of ['count=0', 'count=-3', 'startIndex=9']) {
      expect(await acme.scim.list(`/Users?${query}`)).toMatchObject({ totalResults: 3, Resources: [] });
    }
  });

  it('RFC 7644 §3.4.2.5 and §3.9: attributes and excludedAttributes apply to every answer, but id and schemas stay', async () => {
    const at = `/Users/${bob.id}`;
    const body = { userName: 'bob', title: 'clerk' };
    for (const [query, keys] of [
      ['attributes=title', ['id', 'schemas', 'title']],
      ['attributes=title&excludedAttributes=title', ['id', 'schemas', 'title']],
      ['excludedAttributes=id,schemas,userName,meta,active', ['id', 'schemas', 'title', EXPENSE]],
    ] as const) {
      const filter = encodeURIComponent(`id eq "${bob.id}"`);
      const list = await acme.scim.list(`/Users?filter=${filter}&${query}`);
      const created = await acme.scim.post(`/Users?${query}`, { ...body, userName: `bob ${query}` });
      const answers = [
        list.Resources[0],
        created.body,
        (await acme.scim.get(`${at}?${query}`)).body,
        (await acme.scim.put(`${at}?${query}`, body)).body,
        (await acme.scim.patch(`${at}?${query}`, [{ op: 'add', path: 'title', value: 'clerk' }])).body,
      ];
      for (const answer of answers) expect(Object.keys(answer ?? {}).toSorted()).toEqual(keys);
      await acme.scim.delete(`/Users/${String(created.body['id'])}`);
    }
  });

  it('RFC 7644 §3.4.2.5: a PATCH of a group with attributes is 200, not 204', async () => {
    const { id } = await acme.scim.create('/Groups', { displayName: 'Asked' });
    const rename = [{ op: 'replace', path: 'displayName', value: 'Asked again' }];
    expect((await acme.scim.patch(`/Groups/${id}`, rename)).status).toBe(204);
    const { status, body } = await acme.scim.patch(`/Groups/${id}?attributes=displayName`, rename);
    expect([status, body['displayName']]).toEqual([200, 'Asked again']);
  });

  it('RFC 7644 §3.4.3: a search by POST is a query, 200 with the same answer', async () => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];
    const filter = 'userName eq "bob"';
    const query = { schemas, filter, startIndex: 1, count: 10, attributes: ['userName'] };
    const searched = resource(await acme.scim.post('/Users/.search', query), 200);
    const path = `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=10&attributes=userName`;
    expect(searched).toEqual(await acme.scim.list(path));
    expect(searched).toMatchObject({ totalResults: 1, Resources: [{ id: bob.id, userName: 'bob' }] });
  });

  it('RFC 9865 §2: pages by cursor, the last of which has no nextCursor', async () => {
    const first = resource(await acme.scim.get('/Users?cursor&count=2'));
    expect(first).toMatchObject({ totalResults: 3, nextCursor: expect.stringMatching(/^[\w.~-]+$/) });
    const last = resource(await acme.scim.get(`/Users?cursor=${String(first['nextCursor'])}&count=2`));
    expect(last).toMatchObject({ Resources: [{ id: bob.id }] });
    expect(last).not.toHaveProperty('nextCursor');
    for (const [query, scimType] of [
      ['cursor=nothing', 'invalidCursor'],
      [`cursor=${String(first['nextCursor'])}&count=3`, 'invalidCount'],
    ] as const) {
      const { body } = await acme.scim.get(`/Users?${query}`);
      expect(body).toMatchObject(scimError(400, { scimType }));
    }
  });
});
