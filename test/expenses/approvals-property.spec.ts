import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { runsOf } from '../support/seed.js';
import { act, ExpenseAccount, type Person, type Report } from './expense-account.js';

const PEOPLE = 6;

const who = fc.nat({ max: PEOPLE - 1 });
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
        fc.record({ levels: fc.nat({ max: 2 }), finalFrom: fc.nat({ max: 200 }) }),
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
  ) {}

  static async create(
    app: TestApp,
    managers: readonly (number | null)[],
    policy: { levels: number; finalFrom: number },
  ): Promise<World> {
    const acme = await ExpenseAccount.create(app);
    const group = await acme.rest.create('/groups', { displayName: 'Finance' });
    const world = new World(acme, group.id);
    for (let index = 0; index < PEOPLE; index++) world.people.push(await acme.person(`p${index}`));
    for (const [index, manager] of managers.entries()) await world.setManager(index, manager);
    await acme.rest.put(`/groups/${group.id}/members/${world.people[0]?.id}`);
    const { parent } = acme.account.organizations;
    await acme.rest.patch(`/organizations/${parent.id}/approval-policy`, {
      ...policy,
      finalGroupId: group.id,
      fallback: 'final',
    });
    return world;
  }

  async play(step: RandomStep): Promise<void> {
    const { rest, account } = this.acme;
    const id = 'who' in step ? (this.people[step.who]?.id ?? '') : '';
    switch (step.do) {
      case 'submit':
        return this.submit(step.who, step.total);
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
    }
  }

  /** What is wrong with the reports. */
  async faults(): Promise<string[]> {
    const { rest } = this.acme;
    const reports = (await rest.read('/expense-reports?scope=all&limit=100'))['items'] as Report[];
    const users = (await rest.read('/users?limit=100'))['items'] as User[];
    const members = (await rest.read(`/groups/${this.groupId}`))['members'] as { id: string }[];
    const directory = { active: users.filter((user) => user.active), members: members.map(({ id }) => id) };
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

  private async submit(index: number, total: number): Promise<void> {
    const person = this.people[index];
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

  private async setManager(index: number, manager: number | null): Promise<void> {
    const managerId = manager === null || manager === index ? null : (this.people[manager]?.id ?? null);
    await this.acme.rest.patch(`/users/${this.people[index]?.id}`, { managerId });
  }
}

interface User {
  id: string;
  active: boolean;
  role: string;
}

function faultsOf(report: Report, { active, members }: { active: User[]; members: string[] }): string[] {
  const { steps, status, ownerId, currentApproverId, waitingFor } = report;
  const open = steps.filter(({ outcome }) => outcome === null);
  const approved = steps.filter(({ outcome }) => outcome === 'approved');
  const asked = new Set(approved.map(({ approverId }) => approverId));
  const canApprove = (id: string | null) => id !== ownerId && !asked.has(id);
  const isActive = active.some(({ id }) => id === currentApproverId);
  const isNobodyLeft = !active.some(({ id, role }) => role === 'admin' && canApprove(id));
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
