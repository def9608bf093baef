import type { Values } from './bare/statements.js';
import type { Call, Client } from './load.js';
import { identityOf, personBody, sizeName, type Person } from './people.js';
import type { DataSet } from './seed.js';

/** A request, and how the bare server does the same. */
export interface BenchCall extends Call {
  statements?: string;
  values?: Values;
}

/** One kind of request, sent again and again. */
export interface Case {
  name: string;
  /** Requests under way at once, where that is not for the command line to say. */
  concurrency?: number;
  next: (number: number, worker: number) => BenchCall;
}

/** The subject of the cases: the service and its data. */
export interface Stage {
  client: Client;
  data: DataSet;
  /** Sizes of the groups that there are one of each of. */
  sizes: readonly number[];
  seconds: number;
  concurrency: number;
  /** The header of every request. */
  authorization: string;
}

const PAGE = 100;
/** A prime: one step after another, every person has a turn before any has a second one. */
const STRIDE = 7_919;

const uriFilter = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;

/** Requests that read. */
export async function readingCases(stage: Stage): Promise<Case[]> {
  return [...singleCases(stage), ...indexCases(stage), ...(await cursorCases(stage)), ...groupReads(stage)];
}

function singleCases({ data: { people } }: Stage): Case[] {
  const of = (name: string, statements: string, path: (person: Person) => string): Case => ({
    name,
    next: (number) => {
      const { id, userName, externalId, email } = personAt(people, number * STRIDE);
      const person = { id, userName, externalId, email };
      return { method: 'GET', path: path(person), status: 200, statements, values: person };
    },
  });
  return [
    of('GET user', 'get-user', ({ id }) => `/Users/${id}`),
    of('filter userName eq', 'find-user-name', ({ userName }) => uriFilter(`userName eq "${userName}"`)),
    of('filter externalId eq', 'find-external-id', (person) =>
      uriFilter(`externalId eq "${person.externalId}"`),
    ),
    of('filter emails.value eq', 'find-email', ({ email }) => uriFilter(`emails.value eq "${email}"`)),
  ];
}

/** The provisioning admin comes first in every list, so that the last page ends one further than the people. */
function indexCases({ data: { people, blockIndex } }: Stage): Case[] {
  const last = people.length + 2 - PAGE;
  const of = (where: string, startIndex: number): Case => {
    const { after, offset } = blockIndex.locate(startIndex - 1);
    const begun =
      after === undefined
        ? { statements: 'page-by-index', values: { offset } }
        : { statements: 'far-page-by-index', values: { blockBefore: after, passedOver: offset } };
    return {
      name: `page of ${PAGE} by index, ${where}`,
      concurrency: 4,
      next: () => ({
        method: 'GET',
        path: `/Users?startIndex=${startIndex}&count=${PAGE}`,
        status: 200,
        statements: begun.statements,
        values: { ...begun.values, lastBlock: blockIndex.lastId ?? '' },
      }),
    };
  };
  return [of('first', 1), of('middle', Math.ceil(last / 2)), of('last', last)];
}

async function cursorCases({ client, data: { people } }: Stage): Promise<Case[]> {
  const pages = await walk(client, people);
  const of = (where: string, page: CursorPage | undefined): Case[] =>
    page === undefined
      ? []
      : [
          {
            name: `page of ${PAGE} by cursor, ${where}`,
            concurrency: 4,
            next: () => ({
              method: 'GET',
              path: `/Users?count=${PAGE}&cursor=${page.cursor}`,
              status: 200,
              statements: 'page-by-cursor',
              values: { after: page.after },
            }),
          },
        ];
  return [
    ...of('first', pages[0]),
    ...of('middle', pages[Math.floor(pages.length / 2)]),
    ...of('last', pages.at(-1)),
  ];
}

interface CursorPage {
  cursor: string;
  /** The id that the page begins behind. */
  after: string;
}

/** The cursors of all full pages behind the first; none where the service has none. */
async function walk(client: Client, people: readonly Person[]): Promise<CursorPage[]> {
  const pages: CursorPage[] = [];
  if (!(await hasCursors(client))) return pages;
  let cursor = '';
  for (let seen = 0; seen + PAGE <= people.length; seen += PAGE) {
    const path = `/Users?attributes=id&count=${PAGE}&cursor=${cursor}`;
    const text = await client.send({ method: 'GET', path, status: 200 });
    const page = JSON.parse(text) as { nextCursor?: string; Resources: { id: string }[] };
    if (page.nextCursor === undefined) break;
    cursor = page.nextCursor;
    const isFull = seen + 2 * PAGE <= people.length + 1;
    if (isFull) pages.push({ cursor, after: page.Resources.at(-1)?.id ?? '' });
  }
  return pages;
}

/** Whether the service says that it pages by cursor (RFC 9865 §4). */
async function hasCursors(client: Client): Promise<boolean> {
  const text = await client.send({ method: 'GET', path: '/ServiceProviderConfig', status: 200 });
  const { pagination } = JSON.parse(text) as { pagination?: { cursor?: boolean } };
  return pagination?.cursor === true;
}

function groupReads({ sizes }: Stage): Case[] {
  const [size = 0] = sizes;
  const displayName = sizeName(size);
  const filter = encodeURIComponent(`displayName eq "${displayName}"`);
  return [
    {
      name: 'filter groups by displayName, without members',
      next: () => ({
        method: 'GET',
        path: `/Groups?filter=${filter}&excludedAttributes=members`,
        status: 200,
        statements: 'find-group',
        values: { groupKey: displayName.toLowerCase() },
      }),
    },
  ];
}

/** Requests that change something; afterwards the members of every group are as before. */
export function writingCases(stage: Stage): Case[] {
  return [createCase('POST user', 'new'), ...memberCases(stage), ...manyMembersCases(stage)];
}

/** A change of one attribute of one user after another. */
export function titleCase({ data }: Stage): Case {
  return {
    name: 'PATCH of a title',
    concurrency: 1,
    next: (number) => patchUser(data.people, number, { title: `Title ${number}` }),
  };
}

const CREATORS = 4;
let created = 0;

/** New users under names that no other case takes. */
function createCase(name: string, word: string): Case {
  return {
    name,
    concurrency: CREATORS,
    next: () => {
      const person = `${word}-${Date.now().toString(36)}-${created++}`;
      const body = JSON.stringify(personBody(person, created));
      return {
        method: 'POST',
        path: '/Users',
        body,
        status: 201,
        statements: 'create-user',
        values: identityOf(person),
      };
    },
  };
}

/** Okta's push of one member: out, and in again, a different member each time. */
function memberCases({ data, sizes }: Stage): Case[] {
  return sizes.flatMap((size) => {
    const group = data.groups.find(({ displayName }) => displayName === sizeName(size));
    if (!group) return [];
    return [
      {
        name: `PATCH one member out or in, of ${size}`,
        concurrency: 1,
        next: (number: number): BenchCall => {
          const userId = group.members[(number >> 1) % size] ?? '';
          const op = number % 2 === 0 ? 'remove' : 'add';
          return {
            ...patchMembers(group.id, op, [userId]),
            statements: `${op}-member`,
            values: { groupId: group.id, userId },
          };
        },
      },
    ];
  });
}

const MANY = 1_000;

function manyMembersCases({ data, sizes }: Stage): Case[] {
  const size = sizes.findLast((each) => each >= MANY);
  const group = data.groups.find(({ displayName }) => size !== undefined && displayName === sizeName(size));
  if (!group) return [];
  const members = group.members.slice(0, MANY);
  return [
    {
      name: `PATCH ${MANY} members out or in at once, of ${size}`,
      concurrency: 1,
      next: (number) => patchMembers(group.id, number % 2 === 0 ? 'remove' : 'add', members),
    },
  ];
}

/** One PATCH with one operation on the members of a group. */
export function patchMembers(groupId: string, op: 'add' | 'remove', userIds: readonly string[]): Call {
  return {
    method: 'PATCH',
    path: `/Groups/${groupId}`,
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op, path: 'members', value: userIds.map((value) => ({ value })) }],
    }),
    status: 204,
  };
}

/** A PATCH that replaces attributes of one person after another. */
function patchUser(people: readonly Person[], number: number, value: object): Call {
  return {
    method: 'PATCH',
    path: `/Users/${personAt(people, number * STRIDE).id}`,
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value }],
    }),
    status: 200,
  };
}

function personAt(people: readonly Person[], number: number): Person {
  const person = people[number % people.length];
  if (!person) throw new Error('the data set has no people');
  return person;
}
