import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equal } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { User } from '../../../src/users/user.entity.js';
import { fixture } from '../protocol/support/fixture.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError, type Resource } from '../../support/scim-client.js';

const joined = (term: string, times: number, word = ' or ') => Array<string>(times).fill(term).join(word);
const nested = (depth: number, open = '(') => `${open.repeat(depth)}userName pr${')'.repeat(depth)}`;

/** Whether the user of RFC 7643's sample, with its lastModified, matches the sample filters of RFC 7644. */
const SAMPLES = fixture('rfc7644/filters') as { filter: string; matches: boolean }[];

const anyText = expect.any(String) as string;

describe.each(databaseLanes())('filters on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let babs: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await addUsers(app, acme, 120);
    const sample = fixture('rfc7643/enterprise-user') as Record<string, unknown>;
    babs = await acme.scim.create('/Users', sample);
    const { lastModified } = sample['meta'] as { lastModified: string };
    await setUser({ updatedAt: new Date(lastModified).toISOString(), version: 7 });
    // The key that seals cursors is read only once.
    await acme.scim.list('/Users?count=1&cursor');
  });

  afterAll(() => app.close());

  const setUser = (changes: { updatedAt?: string; version?: number }) =>
    app.get(UnitOfWork).write(acme.id, (tx) => tx.update(User, changes, equal('id', babs.id)));

  const ask = (filter: string, more = '') =>
    acme.scim.get(`/Users?filter=${encodeURIComponent(filter)}${more}`);

  const matches = async (filter: string) =>
    (await acme.scim.search('/Users', filter)).some(({ id }) => id === babs.id);

  describe('the samples of RFC 7644 §3.4.2.2', () => {
    it.each(SAMPLES)('$filter: $matches', async ({ filter, matches: expected }) => {
      expect(await matches(filter)).toBe(expected);
    });
  });

  describe('texts around a column', () => {
    it.each([
      ['meta.version eq "W/\\"7\\""', true],
      ['meta.version eq "w/\\"7\\""', false],
      ['meta.version eq "W/\\"7\\" "', false],
      ['meta.version ge "W/\\"7\\" "', false],
      ['meta.version le "W/\\"7\\" "', true],
      ['meta.version ew "7\\""', true],
      ['meta.location co "/Users/"', true],
      ['meta.location co "/users/"', false],
    ])('%s: %j', async (filter, expected) => {
      expect(await matches(filter)).toBe(expected);
    });
  });

  it('by the beginning of a text find what begins with it, whatever character comes last in it', async () => {
    const beginnings = ['\u{10FFFF}', 'z\u{10FFFF}', '\uD7FF', 'q\uFFFF', '\u{1F600}', 'é', '~'];
    for (const beginning of beginnings) {
      const titles = ['', 'x', '\u{10FFFF}x'].map((end) => `${beginning}${end}`);
      for (const [index, title] of titles.entries())
        await acme.scim.create('/Users', { userName: `${title}${index}@beginnings.example`, title });
      const filter = `userName sw ${JSON.stringify(beginning)} and title sw ${JSON.stringify(beginning)}`;
      const found = await acme.scim.search('/Users', filter);
      expect(found.map(({ title }) => title)).toEqual(titles);
    }
  });

  describe('that are refused, before anything is searched for', () => {
    it.each([
      ['of more than 8,000 characters', `userName eq "${'x'.repeat(8000)}"`],
      ['of more than 50 open brackets', nested(51)],
      ['of more than 50 nots', nested(51, 'not (')],
      ['of more than 200 terms', joined('title pr', 201)],
      ['with megabytes of brackets', nested(500_000)],
      ['that compare without quotes', 'userName eq bjensen'],
      ['with single quotes', "userName eq 'bjensen'"],
      ['without a value', 'userName eq'],
      ['without an operator', 'userName'],
      ['with an unknown operator', 'userName is "bjensen"'],
      ['with an unknown attribute', 'favouriteColour eq "blue"'],
      ['with an unknown sub-attribute', 'name.petName pr'],
      ['with an open bracket', '(userName pr'],
      ['with an unknown schema', 'urn:example:2.0:User:userName pr'],
      ['of the password', 'password pr'],
      ['that order booleans', 'active gt false'],
      ['for part of an instant', 'meta.created co "2011"'],
      ['of an invalid instant', 'meta.created gt "2011-05-13"'],
      ['of the year 0', 'meta.created gt "0000-05-13T04:42:34Z"'],
      ['of the year 10000', 'meta.created lt "10000-05-13T04:42:34Z"'],
      ['of a complex attribute without a value', 'name eq "Jensen"'],
      ['of a value path on a text', 'title[value eq "x"]'],
      ['of a value path in another', 'emails[emails[type eq "work"]]'],
      ['with NUL', 'userName eq "\\u0000"'],
      ['with half a surrogate pair', 'userName eq "\\ud800"'],
      ['of blanks', '   '],
    ])('%s', async (_, filter) => {
      app.statements.clear();
      // A URL cannot be that long, but the body of a search can.
      const { status, body } = await acme.scim.post('/Users/.search', { filter });
      expect([status, body]).toEqual([400, scimError(400, { scimType: 'invalidFilter', detail: anyText })]);
      // The one statement finds the caller. test/scim/protocol measures how parsing time grows with the text.
      expect(app.statements.statements.filter((sql) => sql.startsWith('SELECT'))).toHaveLength(1);
    });
  });

  describe('that are as large as allowed', () => {
    it.each([
      ['8,000 characters', `userName pr or title eq "${'x'.repeat(8000 - 26)}"`],
      ['50 open brackets', nested(50)],
      ['50 nots', nested(50, 'not (')],
      ['200 terms', joined('userName pr', 200)],
      ['200 terms on values', joined('emails.value co "e"', 200, ' and ')],
      ['200 value paths', joined('not (ims[type eq "x"])', 200, ' and ')],
      ['200 memberships', joined('not (groups.display sw "x")', 200, ' and ')],
      ['200 managers', joined('not (manager.displayName pr)', 200, ' and ')],
      ['the first instant', 'meta.created ge "0001-01-01T00:00:00Z"'],
      ['the last instant', 'meta.created le "9999-12-31T23:59:59.999Z"'],
      ['an instant with any number of digits', `meta.created gt "2011-05-13T04:42:34.${'1'.repeat(5000)}Z"`],
    ])('%s', async (_, filter) => {
      expect(await matches(filter)).toBe(true);
    });
  });

  describe('cost', () => {
    const statementsOf = async (query: string) => {
      app.statements.clear();
      const { status, body } = await acme.scim.get(`/Users?${query}`);
      expect([query, status]).toEqual([query, 200]);
      return { count: app.statements.statements.length, total: body['totalResults'] };
    };

    it.each([
      'count=100',
      'startIndex=20&count=100',
      'startIndex=1000&count=100',
      'count=0',
      'cursor&count=100',
      ...SAMPLES.map(
        ({ filter }) => `count=100&filter=${encodeURIComponent(`${filter} or not (${filter})`)}`,
      ),
      ...['userName', 'emails', 'groups.display', 'manager.displayName', 'meta.created'].flatMap((name) => [
        `count=100&sortBy=${name}&sortOrder=descending`,
        `count=100&sortBy=${name}&cursor=`,
      ]),
    ])('%s: at most six statements', async (query) => {
      expect((await statementsOf(query)).count).toBeLessThanOrEqual(6);
    });

    it('is at most six statements for two hundred terms on values', async () => {
      const terms = joined('emails.value co "e"', 100);
      const filter = encodeURIComponent(`${terms} or not (${terms})`);
      expect((await statementsOf(`count=100&filter=${filter}`)).count).toBeLessThanOrEqual(6);
    });

    it('does not grow with pages: the last page by cursor costs as much as the first', async () => {
      const costs: number[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        app.statements.clear();
        const page = await acme.scim.list(`/Users?count=30&sortBy=displayName&cursor=${cursor}`);
        costs.push(app.statements.statements.length);
        cursor = (page as { nextCursor?: string }).nextCursor;
      }
      expect(costs).toHaveLength(5);
      expect(Math.max(...costs)).toBe(costs[0]);
    });
  });

  it('is recognized in any letter case of its parameter', async () => {
    const { body } = await acme.scim.get(`/Users?FILTER=${encodeURIComponent('userName eq "nobody"')}`);
    expect(body).toMatchObject({ totalResults: 0 });
    expect((await ask('userName eq "nobody"', '&count=0')).body).toMatchObject({ totalResults: 0 });
  });
});
