import type { ApprovalPolicy } from './approval-policy.entity.js';
import type { ApprovalStep, Origin, Stage } from './approval-step.entity.js';

/** How many people up the chain are looked at. */
const MOST_ABOVE = 20;

/** A person as the search for an approver sees them. */
export interface Person {
  id: string;
  active: boolean;
  managerId: string | null;
}

/** An approval that a report has in its current round. */
export interface Approval {
  stage: Stage;
  /** The approver, and whom they stood in for. */
  by: readonly (string | null)[];
}

/** A report that needs its next approver. */
export interface Need {
  reportId: string;
  ownerId: string;
  organizationId: string;
  total: number;
  approvals: readonly Approval[];
  /**
   * Whether an open step needs another approver. Such a step never ends without a decision, however little of
   * the chain is left.
   */
  isReroute: boolean;
}

export type Rules = Pick<
  ApprovalPolicy,
  'levels' | 'finalApproverId' | 'finalGroupId' | 'finalFrom' | 'fallback'
>;

/** What the search knows. Candidates come in the order in which they are asked. */
export interface KnownPeople {
  /** Undefined for somebody who does not exist; throws `Unknown` for somebody who has not been read yet. */
  person(id: string): Person | undefined;
  members(groupId: string): readonly string[];
  admins(): readonly string[];
  /** Who stands in for the person at this time. */
  deputies(id: string): readonly string[];
}

/** The search needs somebody who has not been read yet. */
export class Unknown extends Error {
  constructor(
    readonly kind: 'person' | 'members' | 'admins' | 'deputies',
    readonly id: string,
  ) {
    super(`${kind} ${id} not read yet`);
  }
}

/** The approver of a step, or null if nobody can approve, and why it is this one. */
export type NextStep = Pick<ApprovalStep, 'stage' | 'origin' | 'approverId' | 'groupId' | 'replacedId'>;

/**
 * The next step of a report; undefined if it has all approvals. Never the owner, and nobody twice in a round. Throws
 * `Unknown`.
 */
export function nextStep(need: Need, rules: Rules, known: KnownPeople): NextStep | undefined {
  const search = new Search(need, rules, known);
  const count = need.approvals.filter(({ stage }) => stage === 'chain').length;
  const isFallback = need.approvals.some(({ stage }) => stage === 'fallback');
  if (!isFallback && count <= rules.levels) {
    const above = search.nearestAbove();
    if (above !== undefined) return search.step('chain', count === 0 ? 'manager' : 'second', above);
    if (count === 0) return search.fallback();
  }
  const isFinalDone = need.approvals.some(({ stage }) => stage === 'final');
  if (!isFinalDone && isFinalDue(need, rules) && !search.hasAskedFinal()) return search.final();
  return need.isReroute ? search.fallback() : undefined;
}

function isFinalDue({ total }: Need, { finalFrom, finalApproverId, finalGroupId }: Rules): boolean {
  return finalFrom !== null && total >= finalFrom && (finalApproverId !== null || finalGroupId !== null);
}

class Search {
  private readonly asked: ReadonlySet<string | null>;

  constructor(
    private readonly need: Need,
    private readonly rules: Rules,
    private readonly known: KnownPeople,
  ) {
    this.asked = new Set(need.approvals.flatMap(({ by }) => by));
  }

  nearestAbove(): string | undefined {
    const seen = new Set([this.need.ownerId]);
    let person = this.known.person(this.need.ownerId);
    for (let level = 0; level < MOST_ABOVE; level++) {
      const id = person?.managerId;
      if (!id || seen.has(id)) return undefined;
      if (this.canApprove(id)) return id;
      seen.add(id);
      person = this.known.person(id);
    }
    return undefined;
  }

  hasAskedFinal(): boolean {
    return this.rules.finalApproverId !== null && this.asked.has(this.rules.finalApproverId);
  }

  final(): NextStep {
    return this.finalApprover('final') ?? this.admin('final');
  }

  fallback(): NextStep {
    const final = this.rules.fallback === 'final' ? this.finalApprover('fallback') : undefined;
    return final ?? this.admin('fallback');
  }

  step(stage: Stage, origin: Origin, approverId: string, groupId: string | null = null): NextStep {
    const deputy = this.known.deputies(approverId).find((id) => this.canApprove(id));
    if (deputy === undefined) return { stage, origin, approverId, groupId, replacedId: null };
    return { stage, origin: 'deputy', approverId: deputy, groupId, replacedId: approverId };
  }

  private finalApprover(stage: 'final' | 'fallback'): NextStep | undefined {
    const { finalApproverId, finalGroupId } = this.rules;
    if (finalApproverId !== null && this.canApprove(finalApproverId)) {
      return this.step(stage, stage, finalApproverId);
    }
    const member =
      finalGroupId === null ? undefined : this.known.members(finalGroupId).find((id) => this.canApprove(id));
    return member === undefined ? undefined : this.step(stage, stage, member, finalGroupId);
  }

  private admin(stage: Stage): NextStep {
    const admin = this.known.admins().find((id) => this.canApprove(id));
    if (admin !== undefined) return this.step(stage, 'fallback', admin);
    return { stage, origin: 'fallback', approverId: null, groupId: null, replacedId: null };
  }

  private canApprove(id: string): boolean {
    if (id === this.need.ownerId || this.asked.has(id)) return false;
    return this.known.person(id)?.active ?? false;
  }
}
