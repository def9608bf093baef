import { randomUUID } from 'node:crypto';
import type { Answer, Request, Send } from './dry-run-server.js';

/** A step that failed, and why. */
export interface FailedStep {
  name: string;
  request: string;
  fault: string;
}

/** What earlier steps created. */
interface Pushed {
  userName: string;
  groupName: string;
  user: Record<string, unknown>;
  userId: string;
  groupId: string;
}

interface Step {
  name: string;
  request: (pushed: Pushed) => Request;
  status: number;
  /** Returns what is wrong with an answer of that status. Stores what later steps need. */
  check?: (body: Record<string, unknown>, pushed: Pushed) => string | undefined;
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const named = (name: string) => encodeURIComponent(`"${name}"`);
const patch = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

/** The fault of a step, unless its answer is right. */
const unless = (isRight: boolean, fault: string) => (isRight ? undefined : fault);
const isEmptyList: Step['check'] = ({ totalResults }) =>
  unless(totalResults === 0, `${String(totalResults)} were found, but there should be none`);

const STEPS: readonly Step[] = [
  {
    name: 'test the credentials',
    request: () => ({ method: 'GET', path: '/Users?startIndex=1&count=2' }),
    status: 200,
    check: ({ totalResults }) =>
      unless(typeof totalResults === 'number' && totalResults > 0, 'the list is empty'),
  },
  {
    name: 'look up a user',
    request: ({ userName }) => ({
      method: 'GET',
      path: `/Users?filter=userName%20eq%20${named(userName)}&startIndex=1&count=100`,
    }),
    status: 200,
    check: isEmptyList,
  },
  {
    name: 'create the user',
    request: ({ userName }) => ({ method: 'POST', path: '/Users', body: newUser(userName) }),
    status: 201,
    check: (body, pushed) => {
      pushed.userId = String(body['id']);
      return unless(typeof body['id'] === 'string', 'the user has no id');
    },
  },
  {
    name: 'read the user',
    request: ({ userId }) => ({ method: 'GET', path: `/Users/${userId}` }),
    status: 200,
    check: (body, pushed) => {
      pushed.user = body;
      return unless(
        body['userName'] === pushed.userName && body['active'] === true,
        'it is not the user that was created',
      );
    },
  },
  {
    name: 'update the user',
    request: ({ userId, user }) => ({
      method: 'PUT',
      path: `/Users/${userId}`,
      body: { ...user, title: 'Auditor' },
    }),
    status: 200,
    check: ({ title }) => unless(title === 'Auditor', 'the new title is not in the answer'),
  },
  activation('deactivate the user', false),
  activation('reactivate the user', true),
  {
    name: 'look up a group',
    request: ({ groupName }) => ({
      method: 'GET',
      path: `/Groups?filter=displayName%20eq%20${named(groupName)}&startIndex=1&count=100`,
    }),
    status: 200,
    check: isEmptyList,
  },
  {
    name: 'push the group',
    request: ({ groupName }) => ({
      method: 'POST',
      path: '/Groups',
      body: { schemas: [GROUP], displayName: groupName, members: [] },
    }),
    status: 201,
    check: (body, pushed) => {
      pushed.groupId = String(body['id']);
      return unless(typeof body['id'] === 'string', 'the group has no id');
    },
  },
  {
    name: 'add the user to the group',
    request: ({ groupId, userId, userName }) => ({
      method: 'PATCH',
      path: `/Groups/${groupId}`,
      body: patch({ op: 'add', path: 'members', value: [{ value: userId, display: userName }] }),
    }),
    status: 204,
  },
  membership('read the group with its member', 1),
  {
    name: 'remove the user from the group',
    request: ({ groupId, userId }) => ({
      method: 'PATCH',
      path: `/Groups/${groupId}`,
      body: patch({ op: 'remove', path: `members[value eq "${userId}"]` }),
    }),
    status: 204,
  },
  membership('read the group without members', 0),
  {
    name: 'delete the group',
    request: ({ groupId }) => ({ method: 'DELETE', path: `/Groups/${groupId}` }),
    status: 204,
  },
];

/** How many requests the sequence has. */
export const STEP_COUNT = STEPS.length;

/**
 * Sends what Okta sends, from the credential test to a pushed group, with names that nobody has. Returns the first step
 * whose answer Okta could not use; undefined if all succeed. Throws what `send` throws.
 */
export async function simulateOkta(send: Send): Promise<FailedStep | undefined> {
  const mark = randomUUID();
  const pushed: Pushed = {
    userName: `doctor-${mark}@declaree.example`,
    groupName: `Doctor ${mark}`,
    user: {},
    userId: '',
    groupId: '',
  };
  for (const { name, request, status, check } of STEPS) {
    const sent = request(pushed);
    const answer = await send(sent);
    const fault = answer.status === status ? check?.(answer.body, pushed) : refusalIn(answer);
    if (fault !== undefined) return { name, request: `${sent.method} ${sent.path}`, fault };
  }
  return undefined;
}

function refusalIn({ status, body }: Answer): string {
  const { detail } = body;
  return `the answer was ${status}${typeof detail === 'string' ? `: ${detail}` : ''}`;
}

function activation(name: string, active: boolean): Step {
  return {
    name,
    request: ({ userId }) => ({
      method: 'PATCH',
      path: `/Users/${userId}`,
      body: patch({ op: 'replace', value: { active } }),
    }),
    status: 200,
    check: (body, { userId }) =>
      unless(body['id'] === userId && body['active'] === active, `active is not ${active} in the answer`),
  };
}

function membership(name: string, count: number): Step {
  return {
    name,
    request: ({ groupId }) => ({ method: 'GET', path: `/Groups/${groupId}` }),
    status: 200,
    check: ({ members = [] }, { userId }) => {
      const ids = (members as { value: string }[]).map(({ value }) => value);
      return unless(
        ids.length === count && ids.every((id) => id === userId),
        'its members are not those that were pushed',
      );
    },
  };
}

/** A user as Okta's custom application creates it, but without a password: hashing one would only take time. */
function newUser(userName: string): Record<string, unknown> {
  return {
    schemas: [USER],
    userName,
    name: { givenName: 'Declaree', familyName: 'Doctor' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Declaree Doctor',
    locale: 'en-US',
    externalId: randomUUID(),
    groups: [],
    active: true,
  };
}
