/** What requests and expectations need to know of a person that is in the data. */
export interface Person {
  id: string;
  userName: string;
  externalId: string;
  email: string;
}

const GIVEN_NAMES = ['Anna', 'Bram', 'Chloé', 'Daan', 'Eva', 'Finn', 'Gül', 'Hugo', 'Iris', 'Jan'];
const FAMILY_NAMES = ['de Vries', 'Jansen', 'Müller', 'Peeters', 'Smit', 'van den Berg', 'Visser'];
const TITLES = ['Engineer', 'Lead engineer', 'Accountant', 'Consultant'];
const DEPARTMENTS = ['Research', 'Finance', 'Sales', 'Operations', 'People'];

/** Cycles through a list by number. */
function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}

/** The names under which a person is looked up; they all come from one word in lower case. */
export function identityOf(name: string): Omit<Person, 'id'> {
  return {
    userName: `${name}@bench.example`,
    externalId: `00u-${name}`,
    email: `${name}@mail.bench.example`,
  };
}

/** A user as Okta sends one with a full profile, as the body of a POST. */
export function personBody(name: string, number: number): Record<string, unknown> {
  const { userName, externalId, email } = identityOf(name);
  const givenName = pick(GIVEN_NAMES, number);
  const familyName = pick(FAMILY_NAMES, number);
  return {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    userName,
    externalId,
    name: { givenName, familyName, formatted: `${givenName} ${familyName}` },
    displayName: `${givenName} ${familyName}`,
    title: pick(TITLES, number),
    preferredLanguage: 'nl-NL',
    locale: 'nl-NL',
    timezone: 'Europe/Amsterdam',
    active: true,
    emails: [
      { value: email, type: 'work', primary: true },
      { value: userName, type: 'other' },
    ],
    phoneNumbers: [{ value: `+31 20 ${5_550_000 + (number % 1_000)}`, type: 'work' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
      employeeNumber: externalId,
      costCenter: `CC ${number % 40}`,
      department: pick(DEPARTMENTS, number),
    },
  };
}

/** The word from which the names of the person with that number come. */
export function nameOf(number: number): string {
  return `person-${String(number).padStart(6, '0')}`;
}

/** A group of the data; its members are spread evenly over the people. */
export interface GroupPlan {
  displayName: string;
  /** Where in the list of people its members stand. */
  members: number[];
}

const TEAM = 100;
const OFFICE = 1_000;

/**
 * The groups of so many people: everybody is in a team of 100 and an office of 1,000, and besides there is one
 * group of each of the sizes that the data allows.
 */
export function planGroups(people: number, sizes: readonly number[]): GroupPlan[] {
  const blocks = (name: string, size: number) =>
    Array.from({ length: Math.ceil(people / size) }, (_, block) => ({
      displayName: `${name} ${block}`,
      members: range(block * size, Math.min(people, (block + 1) * size), 1),
    }));
  const spread = sizes
    .filter((size) => size <= people)
    .map((size, index, all) => ({
      displayName: all.indexOf(size) === index ? sizeName(size) : `${sizeName(size)}, ${index}`,
      members: range(0, people, Math.floor(people / size)).slice(0, size),
    }));
  return [...blocks('Team', TEAM), ...blocks('Office', OFFICE), ...spread];
}

/** Name of the group with so many members. */
export const sizeName = (size: number) => `Everybody of ${size}`;

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
