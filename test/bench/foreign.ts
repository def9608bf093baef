import { UserBlockIndex } from '../../src/users/user-block-index.js';
import type { Client } from './load.js';
import { patchMembers } from './cases.js';
import { identityOf, nameOf, personBody, planGroups, type Person } from './people.js';
import type { DataSet, Progress } from './seed.js';

const AT_ONCE = 8;
/** Members in one request; some services take no more. */
const PORTION = 1_000;

/** Puts people and groups into a service that is not ours, by the requests that any SCIM service understands. */
export async function provision(
  client: Client,
  plan: { users: number; groups: readonly number[] },
  progress: Progress,
): Promise<DataSet> {
  const people: Person[] = [];
  await inParallel(plan.users, async (number) => {
    const name = nameOf(number);
    people[number] = { id: await create(client, '/Users', personBody(name, number)), ...identityOf(name) };
    if (number % 100 === 0) progress(number, plan.users, 'users');
  });
  const groups: DataSet['groups'] = [];
  for (const { displayName, members: indices } of planGroups(people.length, plan.groups)) {
    const members = indices.flatMap((index) => people[index]?.id ?? []);
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    const id = await create(client, '/Groups', { schemas, displayName, members: [] });
    groups.push({ id, displayName, members });
    for (let from = 0; from < members.length; from += PORTION) {
      await patch(client, id, members.slice(from, from + PORTION));
    }
    progress(groups.length, groups.length, 'groups');
  }
  return { people, groups, blockIndex: new UserBlockIndex([]) };
}

/** Takes them out again. Users that the cases themselves have made stay. */
export async function withdraw(client: Client, { people, groups }: DataSet): Promise<void> {
  for (const { id } of groups) await client.send({ method: 'DELETE', path: `/Groups/${id}`, status: 204 });
  await inParallel(people.length, async (number) => {
    const path = `/Users/${people[number]?.id ?? ''}`;
    await client.send({ method: 'DELETE', path, status: 204 });
  });
}

async function create(client: Client, path: string, body: object): Promise<string> {
  const text = await client.send({ method: 'POST', path, body: JSON.stringify(body), status: 201 });
  return (JSON.parse(text) as { id: string }).id;
}

async function patch(client: Client, groupId: string, userIds: readonly string[]): Promise<void> {
  await client.send(patchMembers(groupId, 'add', userIds));
}

async function inParallel(count: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
