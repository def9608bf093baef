import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { runsOf } from '../support/seed.js';
import { act, ExpenseAccount, type Person, type Report } from './expense-account.js';

const PEOPLE = 6;

const who = fc.nat({ max: PEOPLE - 1 });
const POLICY = fc.record({
  levels: fc.nat({ max: 2 }),
  finalFrom: fc.nat({ max: 200 }),
  fallback: fc.constantFrom('final' as const, 'admins' as const),
});
type Policy = typeof POLICY extends fc.Arbitrary<infer T> ? T : never;
const STEP = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('submit' as const), who, total: fc.nat({ max: 200 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('active' as const), who, active: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide' as const), approves: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('manager' as const), who, manager: fc.option(who) }) },
  fc.record({ do: fc.constant('member' as const), who, isIn: fc.boolean() }),
  fc.record({ do: fc.constant('admin' as const), who, isAdmin: fc.boolean() }),
  fc.record({ do: fc.constant('delete' as const), who }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('own' as const), total: fc.nat({ max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('policy' as const), policy: POLICY }) },
);
type RandomStep = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

describe.each(databaseLanes())('approvals under random traffic on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
  });

  afterAll(() => app.close());

  it('always have exactly one active approver, or nobody could be one, and lose nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(who), { minLength: PEOPLE, maxLength: PEOPLE }),
        POLICY,
        fc.array(STEP, { minLength: 3, maxLength: 14 }),
        async (managers, policy, steps) => {
          const world = await World.create(app, managers, policy);
          for (const step of steps) {
            await world.play(step);
            expect(await world.faults()).toEqual([]);
          }
        },
      ),
      // Making a failure smaller would take longer than the test may.
      { numRuns: runsOf(15), endOnFailure: true },
    );
  });
});

/** An account, and what its reports must be like. */
class World {
  private readonly totals = new Map<string, number>();
  private readonly people: Person[] = [];

  private constructor(
    private readonly acme: ExpenseAccount,
    private readonly groupId: string,
    private policy: Policy,
  ) {}

  static async create(app: TestApp, managers: readonly (number | null)[], policy: Policy): Promise<World> {
    const acme = await ExpenseAccount.create(app);
    const group = await acme.rest.create('/groups', { displayName: 'Finance' });
    const world = new World(acme, group.id, policy);
    for (let index = 0; index < PEOPLE; index++) world.people.push(await acme.person(`p${index}`));
    for (const [index, manager] of managers.entries()) await world.setManager(index, manager);
    await acme.rest.put(`/groups/${group.id}/members/${world.people[0]?.id}`);
    await world.setPolicy(policy);
    return world;
  }

  async play(step: RandomStep): Promise<void> {
    const { rest, account } = this.acme;
    const id = 'who' in step ? (this.people[step.who]?.id ?? '') : '';
    switch (step.do) {
      case 'submit':
        return this.submit(this.people[step.who], step.total);
      case 'active':
        await this.acme.scimDeactivate(id, step.active);
        return;
      case 'decide':
        return this.decide(step.approves);
      case 'manager':
        return this.setManager(step.who, step.manager);
      case 'member':
        await (step.isIn
          ? rest.put(`/groups/${this.groupId}/members/${id}`)
          : rest.delete(`/groups/${this.groupId}/members/${id}`));
        return;
      case 'admin':
        await rest.patch(`/users/${id}`, { role: step.isAdmin ? 'admin' : 'employee' });
        return;
      case 'delete':
        await account.scim.delete(`/Users/${id}`);
        return;
      case 'own':
        return this.submit({ id: account.admin.id, rest }, step.total);
      case 'policy':
        return this.setPolicy(step.policy);
    }
  }

  /** What is wrong with the reports. */
  async faults(): Promise<string[]> {
    const { rest } = this.acme;
    const reports = (await rest.read('/expense-reports?scope=all&limit=100'))['items'] as Report[];
    const users = (await rest.read('/users?limit=100'))['items'] as User[];
    const members = (await rest.read(`/groups/${this.groupId}`))['members'] as { id: string }[];
    const directory = { users, members: members.map(({ id }) => id), policy: this.policy };
    const lost = reports.length === this.totals.size ? [] : ['a report is lost'];
    return lost.concat(
      reports.flatMap((report) => {
        const total = report.total === this.totals.get(report.id) ? [] : ['another total'];
        return [...total, ...faultsOf(report, directory)].map(
          (fault) => `${fault}: ${JSON.stringify(report)}`,
        );
      }),
    );
  }

  private async submit(person: Person | undefined, total: number): Promise<void> {
    const report = { title: 'Trip', currency: 'EUR', total };
    const answer = await person?.rest.post('/expense-reports', report);
    if (!person || answer?.status !== 201) return;
    const { id } = answer.body as { id: string };
    this.totals.set(id, total);
    await act(person.rest, id, 'submit');
  }

  /** Whoever has something to decide first, decides it. */
  private async decide(approves: boolean): Promise<void> {
    const { rest } = this.acme;
    const reports = (await rest.read('/expense-reports?scope=all&status=submitted'))['items'] as Report[];
    const report = reports.find(({ currentApproverId }) => currentApproverId !== null);
    if (!report) return;
    const approver = this.people.find(({ id }) => id === report.currentApproverId)?.rest ?? rest;
    await act(approver, report.id, approves ? 'approve' : 'reject');
  }

  private async setPolicy(policy: Policy): Promise<void> {
    const { parent } = this.acme.account.organizations;
    const rules = { ...policy, finalGroupId: this.groupId };
    await this.acme.rest.patch(`/organizations/${parent.id}/approval-policy`, rules);
    this.policy = policy;
  }

  private async setManager(index: number, manager: number | null): Promise<void> {
    const managerId = manager === null || manager === index ? null : (this.people[manager]?.id ?? null);
    await this.acme.rest.patch(`/users/${this.people[index]?.id}`, { managerId });
  }
}

interface User {
  id: string;
  active: boolean;
  role: string;
  managerId: string | null;
}

interface Directory {
  users: User[];
  members: string[];
  policy: Policy;
}

function faultsOf(report: Report, { users, members, policy }: Directory): string[] {
  const active = users.filter((user) => user.active);
  const { steps, status, ownerId, currentApproverId, waitingFor } = report;
  const open = steps.filter(({ outcome }) => outcome === null);
  const approved = steps.filter(({ outcome }) => outcome === 'approved');
  const asked = new Set(approved.map(({ approverId }) => approverId));
  const canApprove = (id: string | null) => id !== ownerId && !asked.has(id);
  const isActive = active.some(({ id }) => id === currentApproverId);
  // The final approver is the fallback, or comes next after the first approval.
  const isFinalAsked =
    policy.fallback === 'final' || (approved.length === 1 && report.total >= policy.finalFrom);
  const candidates = new Set([
    ...active.filter(({ role }) => role === 'admin').map(({ id }) => id),
    ...(isFinalAsked ? members : []),
    ...(approved.length === 0 ? aboveOf(ownerId, users) : []),
  ]);
  const isNobodyLeft = !active.some(({ id }) => candidates.has(id) && canApprove(id));
  const isFinal = open[0]?.origin === 'final';
  const rules: [string, boolean][] = [
    ['positions', steps.every(({ position }, index) => position === index + 1)],
    ['open steps', open.length === (status === 'submitted' ? 1 : 0)],
    ['not the approver of the open step', currentApproverId === (open[0]?.approverId ?? null)],
    [
      'an approver who cannot approve',
      currentApproverId === null || (isActive && canApprove(currentApproverId)),
    ],
    ['final without the group', !isFinal || members.includes(currentApproverId ?? '')],
    [
      'waits',
      currentApproverId !== null || status !== 'submitted' || (waitingFor === 'no-approver' && isNobodyLeft),
    ],
  ];
  return rules.filter(([, holds]) => !holds).map(([name]) => name);
}

/** Who is above somebody, as far as the chain of managers goes. */
function aboveOf(ownerId: string, users: readonly User[]): string[] {
  const above: string[] = [];
  let id = users.find((user) => user.id === ownerId)?.managerId ?? null;
  while (id !== null && id !== ownerId && !above.includes(id)) {
    above.push(id);
    id = users.find((user) => user.id === above.at(-1))?.managerId ?? null;
  }
  return above;
}
