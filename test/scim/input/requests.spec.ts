import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { sendRaw } from '../../support/raw-http.js';
import { addTwoAccounts, type Tenant } from '../../support/two-accounts.js';
import { everything, sendToScim } from './refusals.js';

const METHODS = ['PROPFIND', 'TRACE', 'LOCK', 'SEARCH', 'REPORT', 'PURGE', 'MKCOL', 'LINK', 'OPTIONS'];

/** Unknown ids, as they appear in a URL. */
const STRANGE_IDS = [
  'x',
  '0101',
  '%00',
  '%ff%fe',
  '%ed%a0%80',
  '%zz',
  '%',
  '%2',
  '%252f',
  '..%2f..%2fetc%2fpasswd',
  "'%20OR%201=1--",
  '%22%27%60;',
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  'null',
  '%F0%9F%94%91',
  'caf%C3%A9',
  '%20',
  'x'.repeat(1_000),
  'x'.repeat(5_000),
  randomUUID(),
];

describe.each(sqliteAndOneServer())('a request on $name', (lane) => {
  let app: TestApp;
  let tenant: Tenant;
  let userId: string;
  let before: unknown[];

  beforeAll(async () => {
    app = await bootApp(lane);
    [tenant] = await addTwoAccounts(app);
    userId = (await tenant.scim('POST /Users', { body: { userName: 'mira@twin.example' } })).body.id;
    await tenant.scim('POST /Groups', { body: { displayName: 'Approvers', members: [{ value: userId }] } });
    before = await everything(tenant);
  });

  afterAll(() => app.close());

  const ask = (path: string, method = 'GET', body?: string) =>
    sendToScim(app.url, tenant, { method, path, ...(body === undefined ? {} : { body }) });

  it.each(STRANGE_IDS.map((id) => [id.slice(0, 40), id.length, id] as const))(
    'for the id %s (%i characters) finds nothing',
    async (_, __, id) => {
      for (const resources of ['Users', 'Groups']) {
        const answers = [
          await ask(`/${resources}/${id}`),
          await ask(`/${resources}/${id}`, 'PUT', '{"userName":"x@twin.example","displayName":"x"}'),
          await ask(
            `/${resources}/${id}`,
            'PATCH',
            '{"Operations":[{"op":"add","path":"externalId","value":"x"}]}',
          ),
          await ask(`/${resources}/${id}`, 'DELETE'),
        ];
        expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      }
      expect(await everything(tenant)).toEqual(before);
    },
  );

  it.each(METHODS)('with the method %s is refused on every path', async (method) => {
    for (const path of [
      '/Users',
      `/Users/${userId}`,
      '/Groups',
      '/ServiceProviderConfig',
      '/Nothing',
      '',
      '/',
    ]) {
      const { status } = await ask(path, method);
      expect([path, [404, 405].includes(status)]).toEqual([path, true]);
    }
    expect(await everything(tenant)).toEqual(before);
  });

  it.each([
    ['DELETE', '/Users'],
    ['PATCH', '/Users'],
    ['DELETE', '/Groups'],
    ['PUT', '/Groups'],
    ['POST', '/ServiceProviderConfig'],
    ['DELETE', '/Schemas'],
    ['PUT', '/ResourceTypes/User'],
  ])('%s %s is not served', async (method, path) => {
    expect((await ask(path, method, '{}')).status).toBe(405);
  });

  it.each([
    ['startIndex=0', 1],
    ['startIndex=-5', 1],
    ['startIndex=-99999999999999999999', 1],
    ['startIndex=1&count=-1', 1],
    ['count=0', 1],
    ['count=99999999999999999999', 1],
    ['count=1000000', 1],
    ['startIndex=2147483648', 2_147_483_648],
    ['startIndex=9007199254740991', 9_007_199_254_740_991],
    ['startIndex=99999999999999999999999', undefined],
    ['startIndex=', 1],
    ['startIndex=7&startIndex=1', 1],
    ['unknown=1&unknown=2&__proto__=x&constructor=y', 1],
    ['attributes=userName&attributes=active', 1],
    ['attributes=__proto__,constructor', 1],
    ['%00=%00', 1],
    ['x=%zz&%=1&=&&&', 1],
  ])('that lists with ?%s is answered', async (query, startIndex) => {
    const { status, body } = await ask(`/Users?${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ totalResults: 2, ...(startIndex === undefined ? {} : { startIndex }) });
  });

  it.each([
    ['startIndex=one'],
    ['startIndex=1.5'],
    ['count=ten'],
    ['count=1e3'],
    ['count=0x10'],
    ['count=%00'],
    ['sortOrder=sideways'],
    ['filter='],
  ])('that lists with ?%s is refused with the reason', async (query) => {
    const { status, body } = await ask(`/Users?${query}`);
    expect(status).toBe(400);
    expect(body['detail']).toContain(query.split('=')[0]);
  });

  it.each([
    ['%00'],
    ['userName'],
    ['userName eq'],
    ['userName eq mira'],
    ['userName xx "mira"'],
    ['userName eq "mira'],
    [String.raw`userName eq "\ud800"`],
    [String.raw`userName eq "\u0000"`],
    ['userName eq "mira" and'],
    ['password eq "x"'],
    ['__proto__ pr'],
    ['constructor.name eq "Object"'],
    ['name.__proto__ eq "x"'],
    ['active gt true'],
    ['active eq "perhaps"'],
    ['meta.created eq "yesterday"'],
    ['meta.created gt "9999-99-99T00:00:00Z"'],
    ['emails[type eq "work"'],
    ['emails[emails[type eq "work"]]'],
    ["userName eq 'x' or 1=1; --"],
  ])('that filters by %s is refused', async (filter) => {
    for (const resources of ['Users', 'Groups']) {
      const { status, body } = await ask(`/${resources}?filter=${encodeURIComponent(filter)}`);
      expect([filter.slice(0, 80), status, body['scimType']]).toEqual([
        filter.slice(0, 80),
        400,
        'invalidFilter',
      ]);
    }
  });

  it.each([
    ['brackets', `${'('.repeat(1_000)}userName pr${')'.repeat(1_000)}`],
    ['negations', 'not '.repeat(2_000)],
    ['terms', Array.from({ length: 500 }, () => 'userName pr').join(' or ')],
    ['characters', `userName eq "${'x'.repeat(9_000)}"`],
  ])('that filters by too many %s is refused', async (_, filter) => {
    const { status, body } = await ask(`/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body['scimType']]).toEqual([400, 'invalidFilter']);
  });

  it('works with a base URL that ends with a slash', async () => {
    const [list, user] = [await ask('/Users?count=1'), await ask(`/Users/${userId}`)];
    expect(await ask('//Users?count=1')).toMatchObject({ status: 200, body: list.body });
    expect(await ask(`//Users//${userId}/`)).toMatchObject({ status: 200, body: user.body });
    expect((await ask('//Users', 'DELETE')).status).toBe(405);
  });

  it.each([
    '/SCIM/v2/Users',
    '/scim/V2/USERS/',
    '/SCIM/v2//Users',
    '//SCIM//v2//Nothing//',
    '/%53CIM/v2/%55sers',
    '/SCIM/%762/Nothing',
  ])('for %s without a credential is a SCIM 401', async (path) => {
    const { status, headers, text } = await sendRaw(app.url, { method: 'GET', path });
    expect([status, headers['content-type']]).toEqual([
      401,
      expect.stringContaining('application/scim+json'),
    ]);
    expect(JSON.parse(text)).toMatchObject({ status: '401' });
  });

  it('with a line that is too long is refused', async () => {
    const { status } = await sendRaw(app.url, {
      method: 'GET',
      path: `/SCIM/v2/Users?x=${'x'.repeat(20_000)}`,
    });
    expect(status).toBe(431);
  });

  it('with SQL in its filter finds nobody, and breaks nothing', async () => {
    for (const text of [
      "x' OR '1'='1",
      '%',
      '_',
      String.raw`\\`,
      '`; DROP TABLE users; --',
      '🔑',
      '\u202e',
    ]) {
      for (const operator of ['eq', 'co', 'sw', 'ew', 'gt']) {
        const filter = `externalId ${operator} ${JSON.stringify(text)}`;
        const { status, body } = await ask(`/Users?filter=${encodeURIComponent(filter)}`);
        expect([filter, status, body['totalResults']]).toEqual([filter, 200, 0]);
      }
    }
    expect(await everything(tenant)).toEqual(before);
  });

  it.each([
    '',
    '/',
    '//',
    '/Users/',
    '/users',
    '/USERS',
    `/Users//`,
    '/Nothing',
    '/Users/a/b',
    '/%E0%A4%A',
    '/;',
  ])('for the path "%s" gets a SCIM answer', async (path) => {
    const { status } = await ask(path);
    expect([200, 404]).toContain(status);
  });

  it('with malformed header values is handled by what they could mean', async () => {
    const get = (headers: Record<string, string>) =>
      sendToScim(app.url, tenant, { method: 'GET', path: `/Users/${userId}`, headers });
    expect((await get({ 'if-none-match': 'W/"1' })).status).toBe(200);
    expect((await get({ 'if-none-match': '*' })).status).toBe(304);
    expect((await get({ accept: 'image/png' })).status).toBe(200);
    const change = await sendToScim(app.url, tenant, {
      method: 'PATCH',
      path: `/Users/${userId}`,
      headers: { 'content-type': 'application/json', 'if-match': 'nonsense' },
      body: '{"Operations":[{"op":"add","path":"title","value":"x"}]}',
    });
    expect(change.status).toBe(412);
  });
});
