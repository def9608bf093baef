import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../src/scim/protocol/filter/evaluate.js';
import { parseFilter } from '../../../src/scim/protocol/filter/parser.js';
import type { ResourceType } from '../../../src/scim/protocol/schema/attribute.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import type { ScimObject } from '../../../src/scim/protocol/value.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { populate, type Population } from '../../support/random-people.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { resource, type Resource } from '../../support/scim-client.js';
import { runsOf, seedOfRun } from '../../support/seed.js';
import { anyFilter } from './filter-arbitraries.js';

const SEED = seedOfRun();

/** Filters that match all or nothing prove little. Normally 40 % match some groups, 70 % some users; this is far below. */
const TELLING = 0.25;

const MINUTES = 60_000;

describe.each(databaseLanes())('SQL finds what a filter matches, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let population: Population;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const { Users, ...others } = await populate(app, acme, SEED);
    population = { ...others, Users: Users.map(byVersionAlone) };
  });

  afterAll(() => app.close());

  /** The ids that the service answers, in order. */
  const foundBy = async (path: string, filter: string): Promise<string[]> => {
    const answer = await acme.scim.post(`${path}/.search`, { filter, attributes: ['id'], count: 1000 });
    const { Resources, totalResults } = resource(answer) as unknown as {
      Resources: { id: string }[];
      totalResults: number;
    };
    expect(totalResults).toBe(Resources.length);
    return Resources.map(({ id }) => id);
  };

  const matches = (type: ResourceType, others: ResourceType[], filter: string) => {
    const parsed = parseFilter(type, filter, others);
    return (each: Resource) => evaluateFilter(parsed, each as unknown as ScimObject);
  };

  /** Tries that many filters, and returns the share of those that match some resources but not all. */
  const compare = async (
    path: string,
    filters: fc.Arbitrary<string>,
    { numRuns, among, meaning }: { numRuns: number; among: number; meaning: (filter: string) => Resource[] },
  ) => {
    let telling = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const meant = meaning(filter);
        if (meant.length > 0 && meant.length < among) telling += 1;
        expect(await foundBy(path, filter)).toEqual(meant.map(({ id }) => id));
      }),
      { seed: SEED, numRuns },
    );
    return telling / numRuns;
  };

  it(
    'any filter over any attribute of users',
    async () => {
      const { Users } = population;
      const meaning = (filter: string) => Users.filter(matches(USER, [], filter));
      const share = await compare('/Users', anyFilter(USER, Users), {
        numRuns: runsOf(1500),
        among: Users.length,
        meaning,
      });
      expect(share).toBeGreaterThan(TELLING);
    },
    5 * MINUTES,
  );

  it(
    'any filter over any attribute of groups',
    async () => {
      const { Groups } = population;
      const meaning = (filter: string) => Groups.filter(matches(GROUP, [], filter));
      const share = await compare('/Groups', anyFilter(GROUP, Groups), {
        numRuns: runsOf(600),
        among: Groups.length,
        meaning,
      });
      expect(share).toBeGreaterThan(TELLING);
    },
    5 * MINUTES,
  );

  it(
    'any filter over users and groups at once, which have no value for attributes of the other type',
    async () => {
      const { Users, Groups } = population;
      const meaning = (filter: string) => [
        ...Users.filter(matches(USER, [GROUP], filter)),
        ...Groups.filter(matches(GROUP, [USER], filter)),
      ];
      const filters = fc.oneof(anyFilter(USER, Users), anyFilter(GROUP, Groups));
      const among = Users.length + Groups.length;
      expect(await compare('', filters, { numRuns: runsOf(300), among, meaning })).toBeGreaterThan(TELLING);
    },
    5 * MINUTES,
  );

  it('all users and groups match the schemas', async () => {
    const validator = await ResourceValidator.of(acme.scim);
    const { Users, Groups } = population;
    expect(Users.flatMap((user) => validator.faultsOf(user, 'User'))).toEqual([]);
    expect(Groups.flatMap((group) => validator.faultsOf(group, 'Group'))).toEqual([]);
  });
});

/** Filters compare only the version in a tag, not its part about groups. */
function byVersionAlone(user: Resource): Resource {
  return { ...user, meta: { ...user.meta, version: user.meta.version.replace(/-.+"$/, '"') } };
}
