import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { shownName } from '../users/shown-name.js';
import { USER_NAMES, type NamedUser } from './user-names.js';
import type { ProvisioningLog, ReadEvent } from '../provisioning-log/provisioning-log.service.js';
import { explanationOf } from '../provisioning-log/readings.js';
import { User } from '../users/user.entity.js';

/** How many failures are read at most, the newest. */
const MOST_READ = 200;
const MOST_EXAMPLES = 20;

/** One of those whom a cause concerns. */
export interface FailureExample {
  subject: { id: string | null; name: string | null };
  /** The newest failure of this cause. */
  eventId: string;
}

/** All failures of one cause. Times are ISO 8601. */
export interface FailureCause {
  /** The stable code of the refusals; null if they have none. */
  code: string | null;
  reason: string;
  advice: string;
  /** How many users and groups it concerns. */
  people: number;
  /** How many requests failed. */
  events: number;
  lastAt: string;
  examples: FailureExample[];
}

export interface FailureReport {
  /** Those with most failures first. */
  causes: FailureCause[];
  events: number;
  /** False if there were more failures than are read: then only the newest count. */
  isComplete: boolean;
}

/** The failures since an instant by cause, in two statements for any number of them. */
export async function failuresByCause(
  tx: AccountTransaction,
  log: ProvisioningLog,
  since: Date,
): Promise<FailureReport> {
  const window = { outcome: 'failure', since: since.toISOString(), limit: MOST_READ } as const;
  const { items, nextCursor } = await log.page(tx, window);
  const ids = items.flatMap(({ resourceType, resourceId }) =>
    resourceType === 'User' && resourceId !== null ? [resourceId] : [],
  );
  const users = await tx.selectListed(User, 'id', [...new Set(ids)], { columns: USER_NAMES });
  const known = new Map(users.map((user) => [user.id, user]));
  const causes = groupsOf(items).map((events) => causeOf(events, known));
  return {
    causes: causes.toSorted((one, other) => other.events - one.events),
    events: total(items),
    isComplete: nextCursor === null,
  };
}

/** The failures of each cause, in their order. */
function groupsOf(failures: readonly ReadEvent[]): ReadEvent[][] {
  const groups = new Map<string, ReadEvent[]>();
  for (const failure of failures) {
    const key = failure.code ?? String(failure.status);
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()];
}

function causeOf(events: readonly ReadEvent[], users: ReadonlyMap<string, NamedUser>): FailureCause {
  const [newest] = events as readonly [ReadEvent, ...ReadEvent[]];
  const { reason, advice } = explanationOf({ ...newest, detail: null, changes: [] });
  const examples = new Map<string, FailureExample>();
  for (const event of events) {
    const { id: eventId, resourceId } = event;
    const user = users.get(resourceId ?? '');
    const name = user ? shownName(user) : sentName(event);
    const key = resourceId ?? name;
    if (key !== null && !examples.has(key)) examples.set(key, { subject: { id: resourceId, name }, eventId });
  }
  return {
    code: newest.code,
    reason,
    advice,
    people: examples.size,
    events: total(events),
    lastAt: newest.time,
    examples: [...examples.values()].slice(0, MOST_EXAMPLES),
  };
}

/** The name that the request sent, if the event has it. */
function sentName({ changes }: ReadEvent): string | null {
  const name = changes.find(({ path }) => path === 'userName' || path === 'displayName')?.new;
  return typeof name === 'string' ? name : null;
}

const total = (events: readonly ReadEvent[]) => events.reduce((sum, { count }) => sum + count, 0);
