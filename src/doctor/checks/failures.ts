import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, equal, isIn } from '../../platform/database/sql/predicate.js';
import type { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import type { RecordedEvent } from '../../provisioning/log/recorded-event.js';
import { causeOf } from '../../provisioning/log/readings.js';
import { User } from '../../users/user.entity.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';
import { DAYS, daysBefore, NEWEST } from './log.js';

/** All refusals of the last days. Users who should have lost access but have not come first. */
export class FailureCheck implements Check {
  readonly id = 'recent-failures';
  readonly title = 'Recent failures';

  constructor(private readonly log: ProvisioningLog) {}

  run: Check['run'] = async (tx, { now, words, failures }) => {
    if (failures.length === 0) return ok(`No request failed in the last ${DAYS} days.`);
    const summary = summaryOf(failures, now);
    // `failures` holds the newest of any kind, so there may be older failed deactivations that it does not
    // hold.
    const window = { since: daysBefore(now, DAYS), limit: NEWEST };
    const departures = await this.log.newestThat(
      tx,
      'refusals',
      window,
      ({ operation }) => operation === 'deactivate',
    );
    const leavers = await stillActive(tx, [...departures, ...failures].filter(isOfLeaver));
    if (leavers.length === 0) {
      return warning(summary, 'Open the failures in the provisioning log: each one says what to change.');
    }
    const number = `${counted(leavers.length, 'user')} ${leavers.length === 1 ? 'is' : 'are'}`;
    return problem(
      `${number} still active although ${words.name} tried to deactivate them: ${listed(leavers, leavers.length)}. ${summary}`,
      `Deactivate them in Declaree if they have left. Then read in the provisioning log why this was refused, and fix the cause. ${words.retry}`,
    );
  };
}

function summaryOf(failures: readonly RecordedEvent[], now: Date): string {
  const counts = new Map<string, number>();
  for (const event of failures) {
    const { reason } = causeOf(event);
    counts.set(reason, (counts.get(reason) ?? 0) + event.count);
  }
  const reasons = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`);
  const total = sumOf(failures);
  const today = sumOf(failures.filter(({ time }) => time > daysBefore(now, 1)));
  const number = failures.length < NEWEST ? counted(total, 'request') : `${total} requests or more`;
  return `${number} failed in the last ${DAYS} days (${today} in the last 24 hours), the last one on ${moment(failures[0]?.time ?? '')}: ${listed(reasons, reasons.length)}.`;
}

const sumOf = (failures: readonly RecordedEvent[]) => failures.reduce((sum, { count }) => sum + count, 0);

/** Refusing to deactivate the credential's own user is intended, and a user who does not exist has no access. */
function isOfLeaver({ operation, resourceType, code }: RecordedEvent): boolean {
  const isDeparture = operation === 'deactivate' || operation === 'delete';
  return isDeparture && resourceType === 'User' && code !== 'own-user' && code !== 'not-found';
}

/** The user names of those who are still active, each with the reason of the newest refusal. */
async function stillActive(tx: AccountTransaction, refused: readonly RecordedEvent[]): Promise<string[]> {
  const reasons = new Map<string, string>();
  for (const event of refused) {
    const { resourceId } = event;
    if (resourceId !== null && !reasons.has(resourceId)) reasons.set(resourceId, causeOf(event).reason);
  }
  if (reasons.size === 0) return [];
  const users = await tx.select(User, {
    columns: ['id', 'userName'],
    where: all(equal('active', true), isIn('id', [...reasons.keys()])),
    orderBy: [{ column: 'userNameKey' }],
  });
  return users.map(({ id, userName }) => `${userName} (${reasons.get(id) ?? ''})`);
}
