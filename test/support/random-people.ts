import fc from 'fast-check';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Group } from '../../src/groups/group.entity.js';
import { equal } from '../../src/platform/database/sql/predicate.js';
import type { Attribute, Schema } from '../../src/scim/protocol/schema/attribute.js';
import { USER } from '../../src/scim/protocol/schema/registry.js';
import { User } from '../../src/users/user.entity.js';
import type { TestAccount } from './accounts.js';
import type { TestApp } from './app.js';
import { CORE, ENTERPRISE, EXPENSE, type Resource } from './scim-client.js';
import type { Entity } from '../../src/platform/database/sql/columns.js';

const WORDS = [
  'Straße STRASSE ß ẞ ﬁnance FINANCE İzmir ızmir IZMIR Ｗｉｄｅ wide ① 1 ſ ǅ ǆ ﷺ Σίσυφος ΣΊΣΥΦΟΣ \u2126mega \u03a9mega',
  'Renée Rene\u0301e renee 日本語 東京 🎫 👩‍🔬 𝒜 \uffee work Work home a A b Z 0 null true trailing',
  "100% 100_ 100 % _ \\ back\\slash \\u0041 O'Brien '' say\"hi\" ` ? :p $1 -- x@Acme.Example",
];

const LONG = 'long '.repeat(60);

/** Texts on which databases, collations and ways of folding disagree. */
export const AWKWARD_TEXTS = WORDS.flatMap((line) => line.split(' ')).concat(
  [' leading', 'trailing ', ' ', '  ', '\u00a0', '\t', 'two\nlines', 'ａ\u3000b'],
  [`${LONG}a`, `${LONG}b`],
);

const NEW_HIRES = 150;
const GROUPS = 30;
const INSTANTS = { min: new Date('1971-01-01T00:00:00Z'), max: new Date('2037-12-31T23:59:59.999Z') };

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }) },
);

type Values = Record<string, unknown>;

/** Values for some of the attributes, each there as often as not. */
function someOf(attributes: readonly Attribute[]): fc.Arbitrary<Values> {
  const writable = attributes.filter(({ mutability }) => mutability !== 'readOnly');
  return fc.record(Object.fromEntries(writable.map((each) => [each.name, valueOf(each)])), {
    requiredKeys: [],
  });
}

function valueOf(attribute: Attribute): fc.Arbitrary<unknown> {
  const { type, multiValued, subAttributes = [], canonicalValues = [], neverBlank } = attribute;
  if (multiValued) return elementsOf(subAttributes);
  if (type === 'complex') return someOf(subAttributes);
  if (type === 'boolean') return fc.boolean();
  if (type === 'binary') return text.map((value) => Buffer.from(value).toString('base64'));
  if (neverBlank) return text.filter((value) => value.trim() !== '');
  return canonicalValues.length > 0 ? fc.oneof(fc.constantFrom(...canonicalValues), text) : text;
}

/** Up to three elements, of which one at the most is the primary one. */
function elementsOf(subAttributes: readonly Attribute[]): fc.Arbitrary<Values[]> {
  return fc
    .tuple(fc.array(someOf(subAttributes), { maxLength: 3 }), fc.nat(3))
    .map(([elements, primary]) =>
      elements.map((element, index) =>
        element['primary'] === true && index !== primary ? { ...element, primary: false } : element,
      ),
    );
}

function without({ attributes }: Schema, ...names: string[]): Attribute[] {
  return attributes.filter(({ name }) => !names.includes(name));
}

const [enterprise] = USER.extensions as [Schema, Schema];

/** How a user names its manager: by what it has in common with an earlier user, if by anything. */
const reporting = fc.record({
  by: fc.constantFrom('nothing', 'nothing', 'id', 'externalId', 'managerId', 'unknown'),
  earlier: fc.nat(),
});

const person = fc.record({
  core: someOf(without(USER.schema, 'userName', 'password')),
  externalId: fc.option(text, { nil: undefined }),
  enterprise: someOf(without(enterprise, 'manager')),
  expense: fc.record(
    {
      organization: fc.constantFrom('Acme NL', 'ACME be', 'Nowhere', ' Acme NL'),
      iban: text,
      role: fc.constantFrom('employee', 'approver', 'accountant', 'controller'),
    },
    { requiredKeys: [] },
  ),
  userName: text,
  reporting,
});

const group = fc.record({
  displayName: text,
  externalId: fc.option(text, { nil: undefined }),
  members: fc.uniqueArray(fc.nat(NEW_HIRES - 1), { maxLength: 8 }),
});

const facts = fc.record({
  version: fc.integer({ min: 1, max: 120 }),
  createdAt: fc.date({ ...INSTANTS, noInvalidDate: true }),
  updatedAt: fc.date({ ...INSTANTS, noInvalidDate: true }),
});

/** The contents of an account, read over HTTP. */
export interface Population {
  Users: Resource[];
  Groups: Resource[];
}

/**
 * Fills an account with people and groups that differ in everything: with and without each attribute, managers
 * bound, awaited and gone, made at any time. The same seed makes the same ones but for their ids.
 */
export async function populate(app: TestApp, account: TestAccount, seed: number): Promise<Population> {
  const { scim } = account;
  const users: Resource[] = [];
  for (const [number, sample] of fc.sample(person, { numRuns: NEW_HIRES, seed }).entries()) {
    users.push(await scim.create('/Users', body(sample, number, users)));
  }
  for (const [number, sample] of fc.sample(group, { numRuns: GROUPS, seed }).entries()) {
    const members = sample.members.map((at) => ({ value: users[at]?.id }));
    await scim.create('/Groups', { ...sample, displayName: `${sample.displayName}${number}`, members });
  }
  // Whoever reported to these is left without a manager, and keeps the reference unseen.
  for (const { id } of users.slice(0, 5)) await scim.delete(`/Users/${id}`);
  await settle(app, account, seed);
  const everyone = {
    Users: await scim.list('/Users?count=1000'),
    Groups: await scim.list('/Groups?count=1000'),
  };
  return { Users: everyone.Users.Resources, Groups: everyone.Groups.Resources };
}

type Sample = typeof person extends fc.Arbitrary<infer Value> ? Value : never;

function body(sample: Sample, number: number, earlier: readonly Resource[]): Values {
  const { core, externalId, enterprise: enterpriseBlock, expense: expenseBlock, userName } = sample;
  const manager = managerOf(sample, earlier);
  return {
    schemas: [CORE, ENTERPRISE, EXPENSE],
    ...core,
    ...(externalId === undefined ? {} : { externalId }),
    // Awkward at its end in one half, at its beginning in the other, and unique in both.
    userName: number % 2 === 0 ? `${userName}#${number}` : `${number}#${userName}`,
    [ENTERPRISE]: { ...enterpriseBlock, ...(manager ? { manager } : {}) },
    [EXPENSE]: expenseBlock,
  };
}

function managerOf({ reporting: { by, earlier } }: Sample, known: readonly Resource[]): Values | undefined {
  const manager = known[earlier % Math.max(known.length, 1)];
  switch (by) {
    case 'nothing':
      return undefined;
    case 'unknown':
      return { [earlier % 2 === 0 ? 'managerId' : 'value']: `Awaited ${earlier % 3}` };
    case 'id':
      return manager && { value: manager.id };
    case 'externalId':
      return manager && { value: manager['externalId'] };
    default:
      return manager && { managerId: manager['externalId'] };
  }
}

type Settled = Pick<User & Group, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

/** Gives everything a version and times of its own, as years of use would. */
async function settle(app: TestApp, { id: accountId }: TestAccount, seed: number): Promise<void> {
  await app.get(UnitOfWork).write(accountId, async (tx) => {
    const rows: { entity: Entity<Settled>; id: string }[] = [
      ...(await tx.select(User, { columns: ['id'] })).map(({ id }) => ({ entity: User, id })),
      ...(await tx.select(Group, { columns: ['id'] })).map(({ id }) => ({ entity: Group, id })),
    ];
    const samples = fc.sample(facts, { numRuns: rows.length, seed });
    for (const [index, { entity, id }] of rows.entries()) {
      const sample = samples[index];
      if (!sample) continue;
      const changes = {
        version: sample.version,
        createdAt: sample.createdAt.toISOString(),
        updatedAt: sample.updatedAt.toISOString(),
      };
      await tx.update(entity, changes, equal('id', id));
    }
  });
}
