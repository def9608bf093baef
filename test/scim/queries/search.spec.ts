import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldKey } from '../../../src/common/fold-key.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  ENTERPRISE,
  resource,
  scimError,
  type ListResponse,
  type Resource,
} from '../../support/scim-client.js';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** Names that some users and groups share, ignoring letter case, so that sorting has ties; some users have none. */
const USER_NAMES = ['Émile', 'emile', undefined, 'Zoë', 'Anna', 'ANNA', undefined, 'b', 'STRASSE', '日本'];
const GROUP_NAMES = ['anna', 'b', 'Émile', 'Straße', '日本', 'Zz'];

describe.each(databaseLanes())('POST .search on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let everything: Resource[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const stranger = await addAccount(app);
    await stranger.scim.create('/Users', { userName: 'anna@twin.example', displayName: 'Anna' });
    const members: { value: string }[] = [];
    for (const [at, displayName] of USER_NAMES.entries()) {
      const { id } = await acme.scim.create('/Users', {
        userName: `user${at}@acme.example`,
        displayName,
        [ENTERPRISE]: { department: at % 2 ? 'Finance' : 'Sales' },
      });
      members.push({ value: id });
    }
    for (const [at, displayName] of GROUP_NAMES.entries()) {
      await acme.scim.create('/Groups', { displayName, members: members.slice(0, at % 3) });
    }
    const listed = [await acme.scim.list('/Users'), await acme.scim.list('/Groups')];
    everything = listed.flatMap(({ Resources }) => Resources);
  });

  afterAll(() => app.close());

  const search = async (path: '' | '/Users' | '/Groups', query: object): Promise<ListResponse> =>
    resource(
      await acme.scim.post(`${path}/.search`, { schemas: [SEARCH_REQUEST], ...query }),
    ) as unknown as ListResponse;
  const idsOf = (found: readonly Resource[]) => found.map(({ id }) => id);

  /** The expected result of a search over everything: no value last, or first in descending order; ties by age. */
  const sorted = (attribute: string, descending: boolean) => {
    const rank = (one: Resource) =>
      typeof one[attribute] === 'string' ? foldKey(one[attribute]) : undefined;
    const order = (a: string | undefined, b: string | undefined) =>
      a === b
        ? 0
        : a === undefined
          ? 1
          : b === undefined
            ? -1
            : Buffer.compare(Buffer.from(a), Buffer.from(b));
    return everything.toSorted(
      (a, b) => order(rank(a), rank(b)) * (descending ? -1 : 1) || (a.id < b.id ? -1 : 1),
    );
  };

  describe.each(['/Users', '/Groups'] as const)('%s', (path) => {
    it.each([
      {},
      { count: 3, startIndex: 2 },
      { filter: 'displayName sw "a"' },
      { filter: 'meta.created pr', sortBy: 'displayName', sortOrder: 'descending' },
      { attributes: 'displayName,meta.version' },
      { excludedAttributes: 'groups,members', count: 5 },
      { count: 0 },
    ])('answers %j as GET does', async (query) => {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
      expect(await search(path, query)).toEqual(await acme.scim.list(`${path}?${parameters.toString()}`));
    });

    it('accepts attributes as a list', async () => {
      const query = { attributes: ['displayName', 'externalId'], sortBy: 'displayName', count: 1 };
      const { Resources } = await search(path, query);
      expect(Object.keys(Resources[0] ?? {}).toSorted()).toEqual(['displayName', 'id', 'schemas']);
    });

    it('reads page after page by cursor, each resource once', async () => {
      const found: string[] = [];
      const query = { filter: 'id pr', sortBy: 'displayName', count: 4 };
      for (let cursor: unknown = ''; cursor !== undefined;) {
        const page: ListResponse & { nextCursor?: string } = await search(path, { ...query, cursor });
        found.push(...idsOf(page.Resources));
        cursor = page.nextCursor;
      }
      const { Resources } = await search(path, { ...query, count: 1000 });
      expect(found).toEqual(idsOf(Resources));
    });
  });

  describe('over all resources', () => {
    it('finds users and groups in order of creation', async () => {
      const body = await search('', {});
      const byAge = everything.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(body).toEqual({
        schemas: [LIST_RESPONSE],
        totalResults: everything.length,
        startIndex: 1,
        itemsPerPage: everything.length,
        Resources: byAge,
      });
    });

    it.each([
      ['displayName eq "anna"', (one: Resource) => String(one['displayName']).toLowerCase() === 'anna'],
      [
        'userName eq "user1@acme.example" or displayName eq "b"',
        (one: Resource) => one['userName'] === 'user1@acme.example' || one['displayName'] === 'b',
      ],
      ['meta.resourceType eq "Group"', ({ meta }: Resource) => meta.resourceType === 'Group'],
      ['userName pr', ({ meta }: Resource) => meta.resourceType === 'User'],
      ['not (userName pr)', ({ meta }: Resource) => meta.resourceType === 'Group'],
      ['members[value pr]', (one: Resource) => one['members'] !== undefined],
      ['groups pr or members pr', (each: Resource) => Boolean(each['members'] ?? each['groups'])],
      [
        `${ENTERPRISE}:department ne "Finance"`,
        (one: Resource) => (one[ENTERPRISE] as { department?: string } | undefined)?.department !== 'Finance',
      ],
      ['userName pr and members pr', () => false],
    ])('%s', async (filter, matches) => {
      const wanted = everything.filter(matches).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const { totalResults, Resources } = await search('', { filter });
      expect(idsOf(Resources)).toEqual(idsOf(wanted));
      expect(totalResults).toBe(wanted.length);
    });

    it.each([
      ['displayName', 'ascending'],
      ['displayName', 'descending'],
      ['userName', 'ascending'],
      ['userName', 'descending'],
    ] as const)('sorted by %s, %s: both types, with and without it', async (sortBy, sortOrder) => {
      const wanted = idsOf(sorted(sortBy, sortOrder === 'descending'));
      expect(idsOf((await search('', { sortBy, sortOrder })).Resources)).toEqual(wanted);

      const byIndex: string[] = [];
      for (let startIndex = 1; startIndex <= everything.length; startIndex += 3) {
        const page = await search('', { sortBy, sortOrder, startIndex, count: 3 });
        expect(page).toMatchObject({ startIndex, totalResults: everything.length });
        byIndex.push(...idsOf(page.Resources));
      }
      expect(byIndex).toEqual(wanted);

      const byCursor: string[] = [];
      for (let cursor: unknown = ''; cursor !== undefined;) {
        const page: ListResponse & { nextCursor?: string } = await search('', {
          sortBy,
          sortOrder,
          cursor,
          count: 3,
        });
        expect(page.totalResults).toBe(everything.length);
        byCursor.push(...idsOf(page.Resources));
        cursor = page.nextCursor;
      }
      expect(byCursor).toEqual(wanted);
    });

    it('answers with the requested attributes of either type', async () => {
      const attributes = ['userName', 'members.value'];
      const { Resources } = await search('', { attributes, filter: 'members pr or groups pr' });
      const names = new Set(Resources.map((one) => Object.keys(one).toSorted().join()));
      expect(names).toEqual(new Set(['id,members,schemas', 'id,schemas,userName']));
      const rest = await search('', { excludedAttributes: ['members', 'meta'], filter: 'members pr' });
      expect(Object.keys(rest.Resources[0] ?? {}).toSorted()).toEqual(['displayName', 'id', 'schemas']);
    });

    it('takes as many statements for one hit as for all', async () => {
      const statementsOf = async (query: object) => {
        app.statements.clear();
        const { Resources } = await search('', query);
        return { hits: Resources.length, statements: app.statements.statements.length };
      };
      const count = everything.length + 1;
      const few = await statementsOf({ filter: 'displayName eq "b"', count });
      const many = await statementsOf({ filter: 'displayName pr or userName pr', count });
      expect([few.hits, many.hits]).toEqual([2, everything.length]);
      expect(many.statements).toBe(few.statements);
    });
  });

  it.each(['', '/Users', '/Groups'])('%s/.search refuses an invalid search', async (path) => {
    const cases: [body: unknown, scimType: string][] = [
      ['{', 'invalidSyntax'],
      ['', 'invalidSyntax'],
      ['[]', 'invalidSyntax'],
      ['"text"', 'invalidSyntax'],
      [{ filter: 'displayName' }, 'invalidFilter'],
      [{ filter: 'unknown eq "x"' }, 'invalidFilter'],
      [{ filter: 7 }, 'invalidValue'],
      [{ sortBy: 'unknown' }, 'invalidPath'],
      [{ sortOrder: 'sideways' }, 'invalidValue'],
      [{ startIndex: 'one' }, 'invalidValue'],
      [{ count: {} }, 'invalidValue'],
      [{ attributes: [7] }, 'invalidValue'],
      [{ cursor: 'invented' }, 'invalidCursor'],
      [{ cursor: '', count: 'many' }, 'invalidCount'],
    ];
    for (const [body, scimType] of cases) {
      const answer = await acme.scim.post(`${path}/.search`, body);
      expect({ body, status: answer.status }).toEqual({ body, status: 400 });
      expect(answer.body).toMatchObject(scimError(400, { scimType }));
    }
  });

  it('does not accept the cursors of another list', async () => {
    const first = (await search('', { cursor: '', count: 1 })) as ListResponse & { nextCursor?: string };
    const { nextCursor: cursor } = first;
    expect((await acme.scim.post('/Users/.search', { cursor })).body).toMatchObject({
      scimType: 'invalidCursor',
    });
    const other = await addAccount(app);
    expect((await other.scim.post('/.search', { cursor })).body).toMatchObject({ scimType: 'invalidCursor' });
    expect((await acme.scim.post('/.search', { cursor, count: 2 })).body).toMatchObject({
      scimType: 'invalidCount',
    });
    expect((await acme.scim.post('/.search', { cursor })).status).toBe(200);
  });

  it.each(['/.search', '/Users/.search', '/Groups/.search', '/users/.Search/'])(
    'exists at %s only for POST',
    async (path) => {
      const answers = [
        await acme.scim.get(path),
        await acme.scim.put(path, { userName: 'search', displayName: 'search' }),
        await acme.scim.patch(path, [{ op: 'replace', path: 'externalId', value: 'search' }]),
        await acme.scim.delete(path),
      ];
      expect(answers.map(({ status }) => status)).toEqual([405, 405, 405, 405]);
      expect(answers.map(({ headers }) => headers.get('allow'))).toEqual(['POST', 'POST', 'POST', 'POST']);
    },
  );
});
