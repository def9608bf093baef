import { Injectable } from '@nestjs/common';
import { grouped } from '../common/grouped.js';
import { GroupMember } from '../groups/group-member.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, exists } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { User } from '../users/user.entity.js';
import { Deputy } from './deputy.entity.js';
import { policiesOf } from './effective-policies.js';
import {
  nextStep,
  Unknown,
  type KnownPeople,
  type Need,
  type NextStep,
  type Person,
} from './next-approver.js';

/** How many members of a group, and how many admins, are candidates: more than can be ruled out for one report. */
const MOST_CANDIDATES = 50;

/** Finds the next approvers of reports. */
@Injectable()
export class Approvers {
  /**
   * The next step of each report, by its id; undefined for those that have all approvals. Locks the
   * approvers, so that they stay active until the transaction ends. Takes one statement per level of all
   * chains, so the number of statements does not grow with the number of reports.
   */
  async next(tx: AccountTransaction, needs: readonly Need[]): Promise<Map<string, NextStep | undefined>> {
    const organizations = needs.map(({ organizationId }) => organizationId);
    const policies = await policiesOf(tx, organizations);
    const people = new ReadPeople(tx);
    for (;;) {
      const found = new Map<string, NextStep | undefined>();
      const missing: Unknown[] = [];
      for (const need of needs) {
        try {
          found.set(need.reportId, nextStep(need, policies.of(need.organizationId), people));
        } catch (error) {
          if (!(error instanceof Unknown)) throw error;
          missing.push(error);
        }
      }
      if (missing.length > 0) await people.read(missing);
      else if (await people.keep([...found.values()])) return found;
    }
  }
}

/** The people whom searches have asked for, as far as they have been read. */
class ReadPeople implements KnownPeople {
  private readonly people = new Map<string, Person | undefined>();
  private readonly ofGroups = new Map<string, readonly string[]>();
  private readonly deputiesOf = new Map<string, readonly string[]>();
  private readonly kept = new Set<string>();
  private activeAdmins: readonly string[] | undefined;

  constructor(private readonly tx: AccountTransaction) {}

  person(id: string): Person | undefined {
    if (!this.people.has(id)) throw new Unknown('person', id);
    return this.people.get(id);
  }

  members(groupId: string): readonly string[] {
    return known(this.ofGroups.get(groupId), 'members', groupId);
  }

  admins(): readonly string[] {
    return known(this.activeAdmins, 'admins', '');
  }

  deputies(id: string): readonly string[] {
    return known(this.deputiesOf.get(id), 'deputies', id);
  }

  async read(missing: readonly Unknown[]): Promise<void> {
    const ids = (wanted: Unknown['kind']) => [
      ...new Set(missing.filter(({ kind }) => kind === wanted).map(({ id }) => id)),
    ];
    await this.readPeople(ids('person'));
    await this.readDeputies(ids('deputies'));
    for (const id of ids('members')) await this.readMembers(id);
    if (ids('admins').length > 0) await this.readAdmins();
  }

  /**
   * Keeps the approvers active until the transaction ends. Returns false if one of them is no longer active.
   */
  async keep(steps: readonly (NextStep | undefined)[]): Promise<boolean> {
    const chosen = new Set(steps.flatMap((step) => step?.approverId ?? []));
    const ids = [...chosen].filter((id) => !this.kept.has(id)).toSorted();
    const rows = await this.tx.selectListed(User, 'id', ids, {
      columns: ['id', 'active', 'managerId'],
      forShare: true,
    });
    for (const id of ids) this.people.set(id, undefined);
    for (const row of rows) {
      this.people.set(row.id, row);
      if (row.active) this.kept.add(row.id);
    }
    return ids.every((id) => this.kept.has(id));
  }

  private async readPeople(ids: readonly string[]): Promise<void> {
    const rows = await this.tx.selectListed(User, 'id', ids, { columns: ['id', 'active', 'managerId'] });
    for (const id of ids) this.people.set(id, undefined);
    for (const row of rows) this.people.set(row.id, row);
  }

  private async readDeputies(ids: readonly string[]): Promise<void> {
    const now = new Date().toISOString();
    const rows = await this.tx.selectListed(Deputy, 'userId', ids, {
      columns: ['userId', 'deputyId'],
      where: all(compare('startsAt', '<=', now), compare('endsAt', '>', now)),
      orderBy: [{ column: 'id' }],
    });
    const found = grouped(rows, ({ userId }) => userId);
    for (const id of ids) this.deputiesOf.set(id, found.get(id)?.map(({ deputyId }) => deputyId) ?? []);
  }

  private async readMembers(groupId: string): Promise<void> {
    const rows = await this.tx.select(GroupMember, {
      columns: ['userId'],
      joins: [join(User, { on: { id: 'userId' }, columns: { active: 'active', managerId: 'managerId' } })],
      where: all(equal('groupId', groupId), exists(User, { id: 'userId' }, equal('active', true))),
      orderBy: [{ column: 'userId' }],
      limit: MOST_CANDIDATES,
    });
    this.ofGroups.set(groupId, this.add(rows.map(({ userId: id, ...person }) => ({ id, ...person }))));
  }

  private async readAdmins(): Promise<void> {
    const rows = await this.tx.select(User, {
      columns: ['id', 'active', 'managerId'],
      where: all(equal('role', 'admin'), equal('active', true)),
      orderBy: [{ column: 'id' }],
      limit: MOST_CANDIDATES,
    });
    this.activeAdmins = this.add(rows);
  }

  /** Adds people, except those who are known already, and returns the ids of all. */
  private add(people: readonly Person[]): string[] {
    for (const person of people) if (!this.people.has(person.id)) this.people.set(person.id, person);
    return people.map(({ id }) => id);
  }
}

function known<T>(value: T | undefined, kind: Unknown['kind'], id: string): T {
  if (value === undefined) throw new Unknown(kind, id);
  return value;
}
