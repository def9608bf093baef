import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { ofWindow } from '../../platform/database/log-rows.js';
import { columnValue, scalarSubquery } from '../../platform/database/sql/expression.js';
import { all, allOf, equal, isIn, joinCondition, type Where } from '../../platform/database/sql/predicate.js';
import type { EventSubject } from './event-subject.js';
import {
  EVENTS_BY_OUTCOME,
  EVENTS_BY_RESOURCE,
  EVENTS_BY_SUBJECT,
  ProvisioningEvent,
  type Operation,
} from './provisioning-event.entity.js';
import { sentence } from './explanation.js';
import { CAUSE_COLUMNS, causeOf } from './readings.js';
import { partInWords, refusedPartOf, type RefusedPart } from './refused-part.js';

/** A user or group that a cause affects. */
export interface FailureExample {
  subject: EventSubject;
  /** The newest failure of this cause. */
  eventId: string;
  /** Whether a later request for the same subject succeeded. */
  solved: boolean;
}

/** All failures of one cause. Times are ISO 8601. */
export interface FailureCause extends RefusedPart {
  /** The stable code of the refusals; null if they have none. */
  code: string | null;
  reason: string;
  advice: string;
  /** The newest failure of this cause: `EventQuery.cause` finds the others by it. */
  eventId: string;
  /** How many users and groups it affects, and how many of them are solved. */
  people: number;
  solved: number;
  /** How many requests failed, and how many of them named no user and no group. */
  events: number;
  unnamed: number;
  firstAt: string;
  lastAt: string;
  /** At most `MOST_EXAMPLES`, those that are not solved first, and the newest first. */
  examples: FailureExample[];
}

/** The failures of a period, by cause and in total. */
export interface FailureReport {
  causes: FailureCause[];
  people: number;
  solved: number;
  events: number;
  /** False if there may be more failures than were read: all numbers are then those of the newest. */
  isComplete: boolean;
}

/** The most failures that are read; the newest ones. */
export const MOST_READ = 5_000;
export const MOST_CAUSES = 50;
export const MOST_EXAMPLES = 50;

const COLUMNS = [...CAUSE_COLUMNS, 'subjectName', 'subjectKey', 'refused'] as const;

type Failure = Pick<ProvisioningEvent, (typeof COLUMNS)[number]>;

/** A failed subject of one cause. */
interface Case {
  failure: Failure;
  isSolved: boolean;
}

/** If one of these fails, only a later success of one of them shows that somebody no longer has access. */
const ENDS_ACCESS: readonly Operation[] = ['deactivate', 'delete'];

/** Groups the failures of an account by their cause. Reads a bounded number of events, by index. */
@Injectable()
export class FailureCauses {
  /**
   * The causes of the failures since an instant, those that affect the most unsolved users and groups first.
   */
  async read(tx: AccountTransaction, since: Date): Promise<FailureCause[]> {
    return (await this.report(tx, since)).causes;
  }

  /** @param most how many failures are read, the newest */
  async report(tx: AccountTransaction, since: Date, most = MOST_READ): Promise<FailureReport> {
    const failures = await tx.select(ProvisioningEvent, {
      columns: COLUMNS,
      where: all(equal('outcome', 'failure'), ...ofWindow({ since: since.toISOString(), limit: most })),
      orderBy: [{ column: 'id', descending: true }],
      limit: most,
      forceIndex: EVENTS_BY_OUTCOME,
    });
    const casesByCause = groupsOf(failures).map((group) => ({ group, cases: casesOf(group) }));
    const cases = casesByCause.flatMap((cause) => cause.cases);
    await markSolved(tx, cases);
    const causes = casesByCause.map((cause) => groupCause(cause.group, cause.cases));
    return {
      causes: causes.toSorted(mostUnsolvedFirst).slice(0, MOST_CAUSES),
      ...countsOf(cases),
      events: total(failures),
      isComplete: failures.length < most,
    };
  }
}

/**
 * Whether the cause is solved for everybody it affects. A request that named nobody never counts as solved.
 */
export const isCauseSolved = ({ people, solved, unnamed }: FailureCause) =>
  unnamed === 0 && solved === people;

/** The cause in a few words, with what was refused. */
export const causeInWords = (cause: FailureCause) => sentence(cause.reason) + partInWords(cause);

/** The failures of each cause, in their order. */
function groupsOf(failures: readonly Failure[]): Failure[][] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const { attribute, value } = refusedPartOf(failure);
    const key = JSON.stringify([failure.code ?? failure.status, attribute, value]);
    const group = groups.get(key);
    if (group) group.push(failure);
    else groups.set(key, [failure]);
  }
  return [...groups.values()];
}

/** The newest failure of each subject; the failures come newest first. */
function casesOf(failures: readonly Failure[]): Case[] {
  const cases = new Map<string, Case>();
  for (const failure of failures) {
    const key = subjectOf(failure);
    if (key !== undefined && !cases.has(key)) cases.set(key, { failure, isSolved: false });
  }
  return [...cases.values()];
}

function subjectOf({ resourceType, resourceId, subjectKey }: Failure): string | undefined {
  // An existing user may have been sent under somebody else's name.
  const key = resourceId ?? subjectKey;
  return resourceType === null || key === null ? undefined : `${resourceType} ${key}`;
}

/** Takes two statements per batch of keys; the second is for failures to end somebody's access. */
async function markSolved(tx: AccountTransaction, cases: readonly Case[]): Promise<void> {
  const endsAccess = ({ failure }: Case) => ENDS_ACCESS.includes(failure.operation);
  const succeeded: Where<ProvisioningEvent> = equal('outcome', 'success');
  const ended: Where<ProvisioningEvent> = allOf([succeeded, isIn('operation', ENDS_ACCESS)]);
  await markIfLater(
    tx,
    cases.filter((each) => !endsAccess(each)),
    succeeded,
  );
  await markIfLater(tx, cases.filter(endsAccess), ended);
}

async function markIfLater(
  tx: AccountTransaction,
  cases: readonly Case[],
  where: Where<ProvisioningEvent>,
): Promise<void> {
  if (cases.length === 0) return;
  const ids = [...new Set(cases.map(({ failure }) => failure.id))];
  const rows = await tx.selectListed(ProvisioningEvent, 'id', ids, {
    columns: ['id'],
    computed: {
      ofName: scalarSubquery(BY_NAME, { ...LATER_ID, where, forceIndex: EVENTS_BY_SUBJECT }),
      ofId: scalarSubquery(BY_ID, { ...LATER_ID, where, forceIndex: EVENTS_BY_RESOURCE }),
    },
  });
  const later = new Map(rows.map(({ id, ofName, ofId }) => [id, { ofName, ofId }]));
  for (const each of cases) {
    const { id, resourceId } = each.failure;
    each.isSolved = typeof later.get(id)?.[resourceId === null ? 'ofName' : 'ofId'] === 'string';
  }
}

/** The id of a later event with the same name, and of one with the same id. */
const BY_NAME = {
  entity: ProvisioningEvent,
  on: joinCondition(ProvisioningEvent, { subjectKey: 'subjectKey', resourceType: 'resourceType' }),
};
const BY_ID = {
  entity: ProvisioningEvent,
  on: joinCondition(ProvisioningEvent, { resourceId: 'resourceId' }),
};
const LATER_ID = { value: columnValue('id'), orderBy: [{ column: 'id' }], onlyLater: true } as const;

function groupCause(failures: readonly Failure[], cases: readonly Case[]): FailureCause {
  const [newest] = failures as readonly [Failure, ...Failure[]];
  const oldest = failures.at(-1) ?? newest;
  const part = refusedPartOf(newest);
  const { reason, advice } = causeOf(newest, part);
  const ordered = [...cases.filter(({ isSolved }) => !isSolved), ...cases.filter(({ isSolved }) => isSolved)];
  return {
    code: newest.code,
    ...part,
    reason,
    advice,
    eventId: newest.id,
    ...countsOf(cases),
    events: total(failures),
    unnamed: total(failures.filter((failure) => subjectOf(failure) === undefined)),
    firstAt: oldest.time,
    lastAt: newest.time,
    examples: ordered.slice(0, MOST_EXAMPLES).map(({ failure, isSolved }) => ({
      subject: { id: failure.resourceId, name: failure.subjectName },
      eventId: failure.id,
      solved: isSolved,
    })),
  };
}

const countsOf = (cases: readonly Case[]) => ({
  people: cases.length,
  solved: cases.filter(({ isSolved }) => isSolved).length,
});

const total = (failures: readonly Failure[]) => failures.reduce((sum, { count }) => sum + count, 0);

const mostUnsolvedFirst = (one: FailureCause, other: FailureCause) =>
  other.people - other.solved - (one.people - one.solved) ||
  other.events - one.events ||
  other.lastAt.localeCompare(one.lastAt);
