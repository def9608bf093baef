import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/common/identifier.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { CORE, ENTERPRISE, EXPENSE, resource, type Operation } from '../../support/scim-client.js';
import { runsOf } from '../../support/seed.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { GroupsService } from '../../../src/groups/groups.service.js';
import { UNRECORDED } from '../../support/authors.js';
import { stateOf } from './account-state.js';

const HOUR_MS = 3_600_000;
const PEOPLE = 6;
const GROUPS = 3;

/** What an identity provider may do; numbers choose among who is there. */
type Step =
  | { do: 'create'; name: number; externalId: number; manager: number; groups: number }
  | { do: 'rename'; who: number; name: number }
  | { do: 'title'; who: number; title: string | null }
  | { do: 'emails'; who: number; emails: number }
  | { do: 'manager'; who: number; manager: number }
  | { do: 'externalId'; who: number; externalId: number }
  | { do: 'role'; who: number; role: string }
  | { do: 'active'; who: number; active: boolean }
  | { do: 'delete'; who: number }
  | { do: 'group'; name: number; members: number[] }
  | { do: 'group-name'; which: number; name: number }
  | { do: 'members'; which: number; op: 'add' | 'remove' | 'replace'; members: number[] }
  | { do: 'delete-group'; which: number };

const number = fc.nat({ max: 11 });
const members = fc.array(number, { maxLength: 4 });
const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    name: number,
    externalId: number,
    manager: number,
    groups: number,
  }),
  fc.record({ do: fc.constant('rename' as const), who: number, name: number }),
  fc.record({
    do: fc.constant('title' as const),
    who: number,
    title: fc.option(fc.constantFrom('Clerk', 'Lead', 'Ärztin 𝒳')),
  }),
  fc.record({ do: fc.constant('emails' as const), who: number, emails: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constant('manager' as const), who: number, manager: number }),
  fc.record({ do: fc.constant('externalId' as const), who: number, externalId: number }),
  fc.record({
    do: fc.constant('role' as const),
    who: number,
    role: fc.constantFrom('employee', 'approver', 'accountant'),
  }),
  fc.record({ do: fc.constant('active' as const), who: number, active: fc.boolean() }),
  fc.record({ do: fc.constant('delete' as const), who: number }),
  fc.record({ do: fc.constant('group' as const), name: number, members }),
  fc.record({ do: fc.constant('group-name' as const), which: number, name: number }),
  fc.record({
    do: fc.constant('members' as const),
    which: number,
    op: fc.constantFrom('add' as const, 'remove' as const, 'replace' as const),
    members,
  }),
  fc.record({ do: fc.constant('delete-group' as const), which: number }),
);

describe.each(databaseLanes())('the undo of random traffic on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    // Ids of a process never go back: those that follow are of a later time than its clock shows.
    setClock(Date.now() + HOUR_MS);
    newId();
    restoreClock();
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
  });

  afterAll(() => app.close());

  it('brings back every attribute and membership, and its own undo brings them away again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 25 }), async (steps) => {
        const acme = await addAccount(app);
        const rest = restOf(app, acme);
        const people = await prepare(app, acme);
        const before = await stateOf(app, acme);
        await play(acme, people, steps);
        const after = await stateOf(app, acme);
        const runs = (await rest.read('/provisioning/runs'))['items'] as Run[];
        const run = runs.find(({ connection }) => connection.name === acme.admin.userName);
        if (!run || isWithoutChanges(run)) return;
        const first = await undo(rest, run.id);
        expect(first.impossible).toEqual([]);
        expect(first.skip).toEqual([]);
        expect(await stateOf(app, acme)).toEqual(before);
        if (first.totals.restore === 0) return;
        const second = await undo(rest, first.undoRun);
        expect(second.impossible).toEqual([]);
        expect(second.skip).toEqual([]);
        expect(await stateOf(app, acme)).toEqual(after);
      }),
      { numRuns: runsOf(60) },
    );
  });
});

interface Ids {
  users: string[];
  groups: string[];
}

/** People with managers, of whom some have none yet, and groups; not made by the identity provider. */
async function prepare(app: TestApp, acme: TestAccount): Promise<Ids> {
  const users: string[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    users.push(
      await addUser(app, acme, {
        userName: userName(index),
        externalId: `e${index}`,
        title: 'Clerk',
        ...(index === 0 && { password: 'a secret of twelve' }),
        ...(index % 3 === 1 && { managerId: users[0] ?? null }),
        ...(index % 3 === 2 && { managerReference: `e${index + 5}` }),
        values: [{ attribute: 'emails', value: `p${index}@acme.example`, type: 'work' }],
      }),
    );
  }
  const groups: string[] = [];
  for (let index = 0; index < GROUPS; index++) {
    const memberIds = users.filter((_, each) => (each + index) % 2 === 0);
    const { id } = await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        app.get(GroupsService).create(tx.by(UNRECORDED), { displayName: groupName(index), memberIds }),
      );
    groups.push(id);
  }
  return { users, groups };
}

const userName = (index: number) => `p${index}@acme.example`;
const groupName = (index: number) => `Group ${index}`;

/** Does the steps over SCIM; some are refused, as in real life. */
async function play({ scim }: TestAccount, { users, groups }: Ids, steps: readonly Step[]): Promise<void> {
  const user = (index: number) => users[index % users.length] ?? '';
  const group = (index: number) => groups[index % groups.length] ?? '';
  const patch = (path: string, ...operations: Operation[]) => scim.patch(path, operations);
  const set = (who: number, path: string, value: unknown) =>
    patch(`/Users/${user(who)}`, value === null ? { op: 'remove', path } : { op: 'replace', path, value });
  for (const step of steps) {
    switch (step.do) {
      case 'create': {
        const { status, body } = await scim.post('/Users', {
          schemas: [CORE, ENTERPRISE],
          userName: userName(step.name),
          externalId: `e${step.externalId}`,
          [ENTERPRISE]: { manager: { value: `e${step.manager}` } },
        });
        if (status === 201) users.push((body as { id: string }).id);
        break;
      }
      case 'rename':
        await set(step.who, 'userName', userName(step.name));
        break;
      case 'title':
        await set(step.who, 'title', step.title);
        break;
      case 'emails':
        await set(
          step.who,
          'emails',
          Array.from({ length: step.emails }, (_, index) => ({
            value: `m${index}@acme.example`,
            type: 'home',
          })),
        );
        break;
      case 'manager':
        await set(step.who, `${ENTERPRISE}:manager`, { value: `e${step.manager}` });
        break;
      case 'externalId':
        await set(step.who, 'externalId', `e${step.externalId}`);
        break;
      case 'role':
        await set(step.who, `${EXPENSE}:role`, step.role);
        break;
      case 'active':
        await set(step.who, 'active', step.active);
        break;
      case 'delete':
        await scim.delete(`/Users/${user(step.who)}`);
        break;
      case 'group': {
        const { status, body } = await scim.post('/Groups', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName: groupName(step.name),
          members: step.members.map((index) => ({ value: user(index) })),
        });
        if (status === 201) groups.push((body as { id: string }).id);
        break;
      }
      case 'group-name':
        await patch(`/Groups/${group(step.which)}`, {
          op: 'replace',
          path: 'displayName',
          value: groupName(step.name),
        });
        break;
      case 'members':
        await patch(`/Groups/${group(step.which)}`, {
          op: step.op,
          path: 'members',
          value: step.members.map((index) => ({ value: user(index) })),
        });
        break;
      case 'delete-group':
        await scim.delete(`/Groups/${group(step.which)}`);
        break;
    }
  }
}

interface Run {
  id: string;
  connection: { name: string };
  counts: Record<string, number>;
}

/** Every request of the run was refused. */
const isWithoutChanges = ({ counts }: Run) =>
  Object.entries(counts).every(([name, count]) => name === 'refused' || count === 0);

interface Result {
  undoRun: string;
  totals: { restore: number };
  skip: unknown[];
  impossible: unknown[];
}

/** Undoes a run, and waits for the end. */
async function undo(rest: RestClient, run: string): Promise<Result> {
  const answer = await rest.post(`/provisioning/runs/${run}/undo`, {});
  const job = String(resource(answer, 202)['job']);
  await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
  const ended = await rest.read(`/jobs/${job}`);
  expect(ended['state']).toBe('done');
  return ended['result'] as Result;
}
