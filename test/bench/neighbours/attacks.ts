import { randomUUID } from 'node:crypto';

/** What an attacker has: an account with SCIM on, many users, large groups, and credentials of its own people. */
export interface Attacker {
  origin: string;
  /** The header of the account's provisioning admin. */
  authorization: string;
  /** The header of an active user who is not an administrator. */
  employee: string;
  slug: string;
  userIds: string[];
  groupIds: string[];
}

/** One request of an attack. */
export interface Shot {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: string | undefined;
  authorization?: string | undefined;
}

/** Sends one request of the preparation, and gives the status and the answer. */
export type Send = (shot: Shot) => Promise<{ status: number; text: string }>;

/** An attack that is ready to begin. */
export interface Flood {
  /** Connections that send at once; 8 unless the attack is about their number. */
  connections?: number;
  /** The answers are not read. */
  unread?: boolean;
  next: (number: number) => Shot;
}

/** The worst attacks with one account's credentials, or without any, within the published limits. */
export interface Attack {
  name: string;
  prepare: (attacker: Attacker, send: Send) => Promise<Flood> | Flood;
}

const SCIM = '/SCIM/v2';
const BODY_LIMIT = 10_485_760;
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const constantly =
  (...shots: Shot[]) =>
  (number: number): Shot =>
    shots[number % shots.length] ?? { method: 'GET', path: SCIM };

/** A search by POST, as long filters go. */
const search = (body: object, resource = '/Users'): Shot => ({
  method: 'POST',
  path: `${SCIM}${resource}/.search`,
  body: JSON.stringify({ schemas: [SEARCH], ...body }),
});

const filtered = (name: string, filter: string, more: object = {}): Attack => ({
  name,
  prepare: () => ({ next: constantly(search({ filter, count: 1000, ...more })) }),
});

const TERMS = 200;
const joined = (operator: 'and' | 'or', term: (index: number) => string) =>
  times(TERMS, term).join(` ${operator} `);

/** Texts that fill a user, each as long as one may be. */
const LONG_TEXT = 'A'.repeat(1_000);

/** Adds users as large as the service lets one be: the first has fewer and fewer certificates until it is taken. */
async function addLargestUsers(users: number, send: Send): Promise<void> {
  let certificates = 9_000;
  for (let added = 0; added < users;) {
    const userName = `large-${randomUUID()}@attacker.example`;
    const x509Certificates = times(certificates, (index) => ({
      value: LONG_TEXT,
      display: `${LONG_TEXT}${index}`,
    }));
    const body = JSON.stringify({ userName, x509Certificates });
    const { status, text } = await send({ method: 'POST', path: `${SCIM}/Users`, body });
    if (status === 201) added++;
    else certificates = Math.floor(certificates * 0.7);
    if (certificates < 10) throw new Error(`no large user is taken: ${status} ${text}`);
  }
}

/** A user with as many values as the service lets one have. */
async function userOfManyValues(send: Send): Promise<string> {
  for (let count = 7_000; count > 10; count = Math.floor(count * 0.7)) {
    const emails = times(count, (index) => ({ value: `many-${index}@attacker.example`, type: `t${index}` }));
    const body = JSON.stringify({ userName: `many-${randomUUID()}@attacker.example`, emails });
    const { status, text } = await send({ method: 'POST', path: `${SCIM}/Users`, body });
    if (status === 201) return (JSON.parse(text) as { id: string }).id;
  }
  throw new Error('no user with many values is taken');
}

const bulk = (operations: object[]): Shot => ({
  method: 'POST',
  path: `${SCIM}/Bulk`,
  body: JSON.stringify({ schemas: [BULK], Operations: operations }),
});

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

export const ATTACKS: readonly Attack[] = [
  filtered(
    '200 × emails co, or',
    joined('or', (index) => `emails co "zz${index}"`),
  ),
  filtered(
    '200 × emails co, and',
    joined('and', () => 'emails co "e"'),
  ),
  filtered(
    '200 × attributes co, or, sorted',
    joined(
      'or',
      (index) => `${['title', 'displayName', 'name.familyName', 'nickName'][index % 4]} co "zz${index}"`,
    ),
    { sortBy: 'emails.value' },
  ),
  filtered(
    '200 × manager and groups co',
    joined('or', (index) =>
      index % 2 ? `groups.display co "zz${index}"` : `manager.displayName co "zz${index}"`,
    ),
  ),
  {
    name: 'sorted pages of 1,000',
    prepare: () => ({
      next: (number) => ({
        method: 'GET',
        path: `${SCIM}/Users?sortBy=${['emails.value', 'displayName', 'title'][number % 3]}&count=1000&startIndex=${1 + (number % 15) * 1000}`,
      }),
    }),
  },
  {
    name: 'searches of the people pages',
    prepare: () => ({ next: constantly({ method: 'GET', path: '/api/v1/users?search=zz&limit=100' }) }),
  },
  {
    name: 'bodies of 10 MB of [',
    prepare: () => ({
      next: constantly({ method: 'POST', path: `${SCIM}/Users`, body: '['.repeat(BODY_LIMIT) }),
    }),
  },
  {
    name: 'a million attribute names',
    prepare: () => ({
      next: constantly(search({ attributes: times(1_000_000, (index) => `a${index % 1_000}`) })),
    }),
  },
  {
    name: 'bulks of 9.5 MB',
    prepare: () => ({
      next: () =>
        bulk(
          times(1_000, (index) => ({
            method: 'POST',
            path: '/Users',
            bulkId: `b${index}`,
            data: { userName: `b-${randomUUID()}@attacker.example`, nickName: 'x'.repeat(9_300) },
          })),
        ),
    }),
  },
  {
    name: 'bulks of 1,000 PATCHes of one large user',
    prepare: async (_, send) => {
      const id = await userOfManyValues(send);
      const shot = bulk(
        times(1_000, (index) => ({
          method: 'PATCH',
          path: `/Users/${id}`,
          data: { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: `t${index}` }] },
        })),
      );
      return { next: constantly(shot) };
    },
  },
  {
    name: 'a page of 60 users as large as can be',
    prepare: async (_, send) => {
      await addLargestUsers(60, send);
      return { next: constantly(search({ filter: 'userName sw "large-"', count: 1000 })) };
    },
  },
  {
    name: 'groups of 20,000, 50 on a page',
    prepare: async ({ groupIds }, send) => {
      const { text } = await send({ method: 'GET', path: `${SCIM}/Groups?count=0` });
      const { totalResults } = JSON.parse(text) as { totalResults: number };
      // They were created last.
      const startIndex = totalResults - groupIds.length + 1;
      return {
        next: constantly({ method: 'GET', path: `${SCIM}/Groups?count=100&startIndex=${startIndex}` }),
      };
    },
  },
  {
    name: '1,500 connections that read nothing',
    prepare: ({ groupIds }) => ({
      connections: 1_500,
      unread: true,
      next: constantly({ method: 'GET', path: `${SCIM}/Groups/${groupIds[0] ?? ''}` }),
    }),
  },
  {
    name: '1,500 wrong logins',
    prepare: () => ({
      connections: 1_500,
      next: (number) => ({
        method: 'GET',
        path: `${SCIM}/Users?count=1`,
        authorization: basic(`nobody-${number}@attacker.example`, randomUUID()),
      }),
    }),
  },
  {
    name: 'an employee who calls SCIM in a loop',
    prepare: ({ employee }) => ({
      next: constantly({ method: 'GET', path: `${SCIM}/Users?count=1`, authorization: employee }),
    }),
  },
  {
    name: 'PUT of a group of 20,000',
    prepare: ({ groupIds, userIds }) => {
      const [groupId = ''] = groupIds;
      const put = (members: string[]): Shot => ({
        method: 'PUT',
        path: `${SCIM}/Groups/${groupId}`,
        body: JSON.stringify({ displayName: 'Everybody 0', members: members.map((value) => ({ value })) }),
      });
      return { next: constantly(put(userIds), put(userIds.slice(0, 10))) };
    },
  },
  {
    name: 'new users with passwords',
    prepare: () => ({
      next: () => ({
        method: 'POST',
        path: `${SCIM}/Users`,
        body: JSON.stringify({ userName: `${randomUUID()}@attacker.example`, password: randomUUID() }),
      }),
    }),
  },
  {
    name: "the doctor's checks",
    prepare: () => ({ next: constantly({ method: 'GET', path: '/api/v1/provisioning/doctor' }) }),
  },
  {
    name: 'GET user, as fast as can be',
    prepare: ({ userIds }) => ({
      next: (number) => ({ method: 'GET', path: `${SCIM}/Users/${userIds[number % userIds.length] ?? ''}` }),
    }),
  },
  {
    name: 'changes of members of one group',
    prepare: ({ userIds, groupIds }) => ({
      next: (number) => ({
        method: 'PATCH',
        path: `${SCIM}/Groups/${groupIds[1] ?? ''}`,
        body: JSON.stringify({
          schemas: [PATCH],
          Operations: [
            { op: number % 2 ? 'add' : 'remove', path: 'members', value: [{ value: userIds[number % 100] }] },
          ],
        }),
      }),
    }),
  },
];
