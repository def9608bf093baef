import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compareText } from '../../../src/scim/protocol/fold.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError, type Resource, type ScimClient } from '../../support/scim-client.js';

/** A page by cursor (RFC 9865 §2). */
interface Page {
  totalResults: number;
  itemsPerPage: number;
  startIndex?: number;
  nextCursor?: string;
  Resources: Resource[];
}

const PEOPLE = 30;
const HOUR = 3_600_000;

const anyText = expect.any(String) as string;

describe.each(databaseLanes())('paging by cursor on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await addUsers(app, acme, PEOPLE);
  });

  afterAll(() => app.close());
  afterEach(restoreClock);

  const pageOf = async (query: string, scim: ScimClient = acme.scim) =>
    (await scim.list(`/Users?${query}`)) as unknown as Page;

  /** A cursor for the second page of that list. */
  const cursorFor = async (query: string) => String((await pageOf(`cursor&${query}`)).nextCursor);

  /** Reads page after page, with something in between. */
  const walk = async (query: string, between: (page: Page) => Promise<unknown> = async () => {}) => {
    const seen: Resource[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Page = await pageOf(`${query}&cursor=${cursor}`);
      seen.push(...page.Resources);
      cursor = page.nextCursor;
      await between(page);
    }
    return seen.map(({ userName }) => String(userName));
  };

  it('starts with an empty cursor and ends with a page without nextCursor', async () => {
    const first = await pageOf('cursor&count=16');
    expect(first).toMatchObject({ totalResults: PEOPLE + 1, itemsPerPage: 16 });
    expect(first).not.toHaveProperty('startIndex');
    const second = await pageOf(`cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ totalResults: PEOPLE + 1, itemsPerPage: PEOPLE - 15 });
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('has no nextCursor on a full last page', async () => {
    expect(await pageOf(`cursor=&count=${PEOPLE + 1}`)).not.toHaveProperty('nextCursor');
    expect(await pageOf('cursor=&filter=userName%20eq%20%22nobody%22')).toMatchObject({
      totalResults: 0,
      Resources: [],
    });
  });

  it('has cursors of unreserved URL characters that do not reveal personal data', async () => {
    const cursor = await cursorFor('sortBy=userName&count=1');
    expect(cursor).toMatch(/^[\w.~-]+$/);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain(acme.slug);
  });

  it('accepts cursors in .search, for users and for all resources', async () => {
    await acme.scim.create('/Groups', { displayName: 'Approvers' });
    for (const [path, total] of [
      ['/Users/.search', PEOPLE + 1],
      ['/.search', PEOPLE + 2],
    ] as const) {
      const ids: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const query = { cursor, count: 10, sortBy: 'id', sortOrder: 'descending', attributes: ['id'] };
        const { body } = await acme.scim.post(path, query);
        ids.push(...(body as unknown as Page).Resources.map(({ id }) => id));
        cursor = (body as unknown as Page).nextCursor;
      }
      expect(ids).toHaveLength(total);
      expect(ids).toEqual([...new Set(ids)].toSorted(compareText).toReversed());
    }
  });

  it.each([
    ['invented', () => 'bm90aGluZw'],
    ['from elsewhere', () => 'VZUTiyhEQJ94IR'],
    ['only a blank', () => '%20'],
    ['cut off at the end', (cursor: string) => cursor.slice(0, -1)],
    ['cut off at the start', (cursor: string) => cursor.slice(1)],
    ['cut off after the tag', (cursor: string) => cursor.slice(0, 37)],
    ['followed by a character', (cursor: string) => `${cursor}A`],
    ['followed by padding', (cursor: string) => `${cursor}=`],
    ['followed by something that is not base64', (cursor: string) => `${cursor}!`],
  ])('refuses a cursor that is %s', async (_, spoil) => {
    const cursor = spoil(await cursorFor('count=2'));
    const { status, body } = await acme.scim.get(`/Users?count=2&cursor=${cursor}`);
    expect([status, body]).toEqual([400, scimError(400, { scimType: 'invalidCursor', detail: anyText })]);
  });

  it('refuses a cursor with any one character changed', async () => {
    const cursor = await cursorFor('count=2');
    for (const [at, character] of Array.from(cursor).entries()) {
      const other = character === 'A' ? 'B' : 'A';
      const { status, body } = await acme.scim.get(
        `/Users?count=2&cursor=${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`,
      );
      expect([at, status, body['scimType']]).toEqual([at, 400, 'invalidCursor']);
    }
  });

  it.each([
    ['another filter', '/Users?sortBy=userName&filter=active%20eq%20false'],
    ['no filter', '/Users?sortBy=userName'],
    ['another sort', '/Users?sortBy=displayName&filter=active%20eq%20true'],
    ['another order', '/Users?sortBy=userName&sortOrder=descending&filter=active%20eq%20true'],
    ['another resource type', '/Groups?'],
  ])('refuses a cursor with %s', async (_, list) => {
    const cursor = await cursorFor('sortBy=userName&filter=active%20eq%20true&count=2');
    const { status, body } = await acme.scim.get(`${list}&cursor=${cursor}`);
    expect([status, body]).toMatchObject([400, { scimType: 'invalidCursor' }]);
  });

  it('refuses a cursor of another account', async () => {
    const globex = await addAccount(app);
    const { status, body } = await globex.scim.get(`/Users?count=2&cursor=${await cursorFor('count=2')}`);
    expect([status, body]).toMatchObject([400, { scimType: 'invalidCursor' }]);
  });

  it.each(['3', '0', '-1', 'many'])(
    'refuses the count %s if the first page had a different one',
    async (count) => {
      const cursor = await cursorFor('count=2');
      const { status, body } = await acme.scim.get(`/Users?count=${count}&cursor=${cursor}`);
      expect([status, body]).toEqual([400, scimError(400, { scimType: 'invalidCount', detail: anyText })]);
    },
  );

  it('allows different attributes, and names in another letter case', async () => {
    const cursor = await cursorFor('count=2&sortBy=userName&attributes=userName');
    const page = await pageOf(`sortBy=USERNAME&attributes=displayName&cursor=${cursor}`);
    expect(page.Resources).toMatchObject([{ displayName: 'Person 2' }, { displayName: 'Person 3' }]);
  });

  it('refuses a cursor after an hour, and says that it has expired', async () => {
    const cursor = await cursorFor('count=2');
    setClock(Date.now() + HOUR - 60_000);
    expect((await acme.scim.get(`/Users?cursor=${cursor}`)).status).toBe(200);
    setClock(Date.now() + 120_000);
    const { status, body } = await acme.scim.get(`/Users?cursor=${cursor}`);
    expect([status, body]).toEqual([400, scimError(400, { scimType: 'expiredCursor', detail: anyText })]);
  });

  describe.each(['count=4', 'count=4&sortBy=displayName', 'count=4&sortBy=title&sortOrder=descending'])(
    '%s, while others write',
    (query) => {
      it('shows everybody who stays exactly once, and nobody twice', async () => {
        const stay = await walk(query);
        const added: Resource[] = [];
        const seen = await walk(query, async ({ Resources }) => {
          const userName = `new${added.length}@acme.example`;
          const facts = { userName, displayName: `P${added.length}`, title: userName };
          const [first, second] = [
            await acme.scim.create('/Users', facts),
            await acme.scim.create('/Users', { ...facts, userName: `Z${userName}`, title: undefined }),
          ];
          added.push(first, second);
          // Deletes a user who was seen, the one that the next page starts after, and one who may not have been seen.
          const last = Resources.findLast((each) => added.some(({ id }) => id === each.id));
          await acme.scim.delete(`/Users/${last?.id ?? first.id}`);
        });
        for (const { id } of added) await acme.scim.delete(`/Users/${id}`);
        expect(seen).toEqual([...new Set(seen)]);
        expect(seen.filter((name) => stay.includes(name))).toEqual(stay);
      });

      it('continues after the position of a deleted user', async () => {
        const extra = [];
        for (const letter of ['a', 'b', 'c', 'd', 'e', 'f']) {
          const facts = { userName: `${letter}@left.example`, displayName: letter, title: letter };
          extra.push(await acme.scim.create('/Users', facts));
        }
        const only = `${query}&filter=${encodeURIComponent('userName ew "@left.example"')}`;
        const first = await pageOf(`${only}&cursor=`);
        for (const { id } of first.Resources) await acme.scim.delete(`/Users/${id}`);
        const second = await pageOf(`${only}&cursor=${first.nextCursor}`);
        const names = [...first.Resources, ...second.Resources].map(({ userName }) => String(userName));
        expect(names.toSorted(compareText)).toEqual(extra.map(({ userName }) => userName));
        for (const { id } of second.Resources) await acme.scim.delete(`/Users/${id}`);
      });
    },
  );

  it('does not need a second connection for its key, since many requests at once would use them all', async () => {
    const fresh = await bootApp(lane);
    try {
      const accounts = [await addAccount(fresh), await addAccount(fresh)];
      for (const account of accounts) {
        await addUsers(fresh, account, 2);
        await account.scim.get('/Users');
      }
      const asked = accounts.flatMap(({ scim }) =>
        Array.from({ length: 10 }, () => scim.get('/Users?cursor&count=1')),
      );
      const answers = await Promise.all(asked);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    } finally {
      await fresh.close();
    }
  });
});
