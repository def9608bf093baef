import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldKey } from '../../../src/common/fold-key.js';
import { compareText } from '../../../src/scim/protocol/fold.js';
import { leafOf, pathName, type AttributePath } from '../../../src/scim/protocol/path.js';
import { findAttribute } from '../../../src/scim/protocol/schema/attribute.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { populate, type Population } from '../../support/random-people.js';
import { scimError, type ListResponse, type Resource } from '../../support/scim-client.js';
import { seedOfRun } from '../../support/seed.js';
import { pathsOf, valuesAt } from './filter-arbitraries.js';

const SEED = seedOfRun();

/** Texts with the same first characters count as equal. */
const SORTED_CHARACTERS = 255;

type Key = string | number | boolean | undefined;

/** The sort key of a resource by RFC 7644 §3.4.2.3: the primary value, else the first. */
function sortKey(resource: Resource, { attribute, schema, extension, subAttribute }: AttributePath): Key {
  const elements = valuesAt(resource, { attribute, schema, extension });
  const isPrimary = (element: unknown) => (element as { primary?: boolean }).primary === true;
  const element = elements.find(isPrimary) ?? elements[0];
  const value =
    subAttribute && element
      ? ((element as Record<string, unknown>)[subAttribute.name] ?? subAttribute.absentAs)
      : element;
  if (typeof value !== 'string') return value as Key;
  // A version is a number between quotes.
  if (subAttribute?.name === 'version') return Number(/\d+/.exec(value)?.[0]);
  const key = (subAttribute ?? attribute).caseExact ? value : foldKey(value);
  return Array.from(key).slice(0, SORTED_CHARACTERS).join('');
}

function compareKeys(a: Key, b: Key): number {
  // Resources without a value are last in ascending order, and first in descending order.
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b);
}

/** The ids in the expected order; resources with equal keys in order of creation. */
function sortedIds(resources: readonly Resource[], path: AttributePath, isDescending: boolean): string[] {
  const keyed = resources.map((resource) => ({ id: resource.id, key: sortKey(resource, path) }));
  const sign = isDescending ? -1 : 1;
  return keyed.toSorted((a, b) => sign * compareKeys(a.key, b.key)).map(({ id }) => id);
}

/** A complex attribute is sorted by its `value`; undefined if it has none. */
function comparable(path: AttributePath): AttributePath | undefined {
  if (leafOf(path).type !== 'complex') return path;
  const subAttribute = findAttribute(path.attribute.subAttributes, 'value');
  return subAttribute && { ...path, subAttribute };
}

const ATTRIBUTES = [USER, GROUP].flatMap((type) =>
  pathsOf(type).map((path) => [`${type.endpoint} ${pathName(path)}`, type, path] as const),
);
const SORTABLE = ATTRIBUTES.filter(([, , path]) => comparable(path));
const INVALID_PATH = { scimType: 'invalidPath', detail: expect.stringMatching(/^sortBy: /) as string };
const ORDERS = ['ascending', 'descending'] as const;

describe.each(databaseLanes())('sorting on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let population: Population;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    population = await populate(app, acme, SEED);
  });

  afterAll(() => app.close());

  const idsOf = ({ Resources }: ListResponse) => Resources.map(({ id }) => id);

  const byIndex = async (list: string, pageSize: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let startIndex = 1; ; startIndex += pageSize) {
      const page = await acme.scim.list(`${list}&startIndex=${startIndex}&count=${pageSize}`);
      ids.push(...idsOf(page));
      if (ids.length >= page.totalResults) return ids;
    }
  };

  const byCursor = async (list: string, pageSize: number, { scim } = acme): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await scim.list(`${list}&cursor=${cursor}&count=${pageSize}`);
      ids.push(...idsOf(page));
      cursor = (page as { nextCursor?: string }).nextCursor;
    }
    return ids;
  };

  it.each(SORTABLE)(
    '%s, in both directions, on one page and by both ways of paging',
    async (_, type, path) => {
      const resources = type === USER ? population.Users : population.Groups;
      const target = comparable(path) ?? path;
      for (const sortOrder of ORDERS) {
        const expected = sortedIds(resources, target, sortOrder === 'descending');
        const sortBy = encodeURIComponent(pathName(path));
        const list = `${type.endpoint}?attributes=id&sortBy=${sortBy}&sortOrder=${sortOrder}`;
        const read = [
          acme.scim.list(`${list}&count=1000`).then(idsOf),
          byIndex(list, 59),
          byCursor(list, 59),
        ];
        expect(await Promise.all(read)).toEqual([expected, expected, expected]);
      }
    },
  );

  it.each(ATTRIBUTES.filter(([, , path]) => !comparable(path)))(
    '%s is refused, because it has no value to sort by',
    async (_, type, path) => {
      const answer = await acme.scim.get(`${type.endpoint}?sortBy=${encodeURIComponent(pathName(path))}`);
      expect([answer.status, answer.body]).toEqual([400, scimError(400, INVALID_PATH)]);
    },
  );

  it.each(['password', 'nothing', 'name.nothing', 'emails[type eq "work"]', 'urn:example:User:title'])(
    '%s is refused',
    async (sortBy) => {
      const answer = await acme.scim.get(`/Users?sortBy=${encodeURIComponent(sortBy)}`);
      expect([answer.status, answer.body]).toEqual([400, scimError(400, INVALID_PATH)]);
    },
  );

  it.each([
    ['password', 'It is never returned.'],
    ['name', 'Name one of its sub-attributes.'],
  ])('%s is refused with advice: %s', async (sortBy, advice) => {
    const { body } = await acme.scim.get(`/Users?sortBy=${sortBy}`);
    expect(body['detail']).toBe(`sortBy: lists cannot be sorted by "${sortBy}". ${advice}`);
  });

  it('of users and groups together uses what both have', async () => {
    const { Users, Groups } = population;
    const sortBy = 'meta.resourceType';
    const { body } = await acme.scim.post('/.search', { sortBy, attributes: ['id'], count: 1000 });
    expect(idsOf(body as unknown as ListResponse)).toEqual([...Groups, ...Users].map(({ id }) => id));
  });

  it('uses the first 255 characters of a text, whatever its bytes, also when paging by cursor', async () => {
    const own = await addAccount(app);
    const title = (apart: string, same: number) => '🎫'.repeat(same) + apart + '🎫'.repeat(1000 - same);
    for (const [userName, same] of [
      ['2b', 254],
      ['2a', 254],
      ['1d', 255],
      ['1b', 255],
      ['1c', 999],
    ] as const) {
      await own.scim.create('/Users', { userName, title: title(userName.slice(1), same) });
    }
    const list = '/Users?filter=title%20pr&sortBy=title&attributes=userName';
    const expected = ['2a', '2b', '1d', '1b', '1c'];
    const { Resources } = await own.scim.list(list);
    expect(Resources.map(({ userName }) => userName)).toEqual(expected);
    const ids = Resources.map(({ id }) => id);
    expect(await byCursor(list, 1, own)).toEqual(ids);
  });
});
