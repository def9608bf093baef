import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../../accounts/account.entity.js';
import { firstCharacters } from '../../common/first-characters.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { DeferredWrites } from '../../platform/database/deferred-writes.js';
import { LateWrites } from '../../platform/database/late-writes.js';
import { all, idIs } from '../../platform/database/sql/predicate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { erasedSince } from '../../users/erased-users.js';
import { ACTIVITY_COLUMNS, activityOf, columnsOf, type Activity } from './activity.js';
import { ActivityRecord } from './activity-record.entity.js';
import { callsAfter, callsOf, storeCalls, type ConnectionCall, type NotedCalls } from './connection-call.js';
import {
  afterNews,
  isSameLogin,
  takesOver,
  type AcceptedCall,
  type Attempt,
  type LoginNews,
} from './provider-login.js';
import { DETAIL_LENGTH } from './provisioning-event.entity.js';

type Note = LoginNews & { lastCallAt?: string | undefined; calls?: NotedCalls | undefined };
type Timeless<Use> = Omit<Use, 'time'>;

/** Attempts of one account that are kept until the next write, about a second later: enough for any identity provider. */
const MAX_ATTEMPTS = 8;

/**
 * Records when each account and each of its connections was last called, which credential its identity provider uses, and how
 * its last test went.
 * Notes stay in memory for about a second before they are stored; reading includes them.
 */
@Injectable()
export class ProvisioningActivity {
  private readonly notes: DeferredWrites<Note>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.notes = lateWrites.deferred<Note>({
      merge: merged,
      write: (accountId, note) => this.write(accountId, note),
      failed: (error, accountId) =>
        logger.error({ err: error, accountId }, 'provisioning activity could not be written'),
    });
  }

  /** Notes a SCIM call with a valid credential of the account. */
  noteCall(accountId: string, connection: Timeless<ConnectionCall>): void {
    const time = new Date().toISOString();
    this.notes.note(accountId, { lastCallAt: time, calls: callsOf({ ...connection, time }) });
  }

  /** Notes a SCIM call by someone who may use SCIM. */
  noteAccepted(
    accountId: string,
    call: Timeless<AcceptedCall>,
    connection: Pick<ConnectionCall, 'kind' | 'ownerId'>,
  ): void {
    const time = new Date().toISOString();
    const { client, keyId } = call;
    const calls = callsOf({ ...connection, client, time, keyId: connection.kind === 'user' ? keyId : null });
    this.notes.note(accountId, { lastCallAt: time, accepted: { ...call, time }, calls });
  }

  /** Notes a test of a credential, or a refused credential. */
  noteAttempt(accountId: string, attempt: Timeless<Attempt>): void {
    const { detail } = attempt;
    const kept = detail === null ? null : firstCharacters(detail, DETAIL_LENGTH);
    const attempts = [{ ...attempt, time: new Date().toISOString(), detail: kept }];
    this.notes.note(accountId, { attempts });
  }

  async read(tx: AccountTransaction): Promise<Activity> {
    const noted = this.notes.peek(tx.accountId);
    const row = await tx.find(ActivityRecord, { columns: ACTIVITY_COLUMNS });
    return newest(activityOf(row), noted);
  }

  /** When the account was last called, if that is in memory; it may not be stored yet. */
  notedCall(accountId: string): string | null {
    return this.notes.peek(accountId)?.lastCallAt ?? null;
  }

  private async write(accountId: string, note: Note): Promise<void> {
    await this.unitOfWork.write(accountId, (tx) => this.store(tx, note));
  }

  /** Replicas may write out of order, so an older time never replaces a newer one. */
  private async store(tx: AccountTransaction, note: Note): Promise<void> {
    const known = (await this.lockRow(tx)) ?? (await this.lockMissingRow(tx));
    const values = columnsOf(newest(activityOf(known), await withoutErased(tx, note)));
    if (known) await tx.update(ActivityRecord, values, all());
    else await tx.insert(ActivityRecord, [values]);
    if (note.calls) await storeCalls(tx, note.calls);
  }

  private lockRow(tx: AccountTransaction) {
    return tx.find(ActivityRecord, { columns: ACTIVITY_COLUMNS, forUpdate: true });
  }

  /**
   * Another replica may create the account's row at the same moment, so this locks the account and looks
   * again.
   */
  private async lockMissingRow(tx: AccountTransaction) {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    return this.lockRow(tx);
  }
}

/** The note without the logins of users who have been erased meanwhile. */
async function withoutErased(tx: AccountTransaction, note: Note): Promise<Note> {
  const { accepted, attempts = [] } = note;
  const erased = await erasedSince(tx, accepted ? [...attempts, accepted] : attempts);
  if (erased.size === 0) return note;
  const isKept = ({ userId }: { userId: string | null }) => userId === null || !erased.has(userId);
  return {
    ...note,
    accepted: accepted && isKept(accepted) ? accepted : undefined,
    attempts: attempts.filter(isKept),
  };
}

function newest(stored: Activity, noted: Note = {}): Activity {
  const { lastCallAt } = noted;
  const isNewer = lastCallAt !== undefined && lastCallAt > (stored.lastCallAt ?? '');
  return { lastCallAt: isNewer ? lastCallAt : stored.lastCallAt, ...afterNews(stored, noted) };
}

function merged(earlier: Note, later: Note): Note {
  return {
    lastCallAt: later.lastCallAt ?? earlier.lastCallAt,
    accepted: laterCall(earlier.accepted, later.accepted),
    calls: callsAfter(earlier.calls, later.calls),
    attempts:
      earlier.attempts && later.attempts
        ? newestOfEach([...earlier.attempts, ...later.attempts]).slice(-MAX_ATTEMPTS)
        : (later.attempts ?? earlier.attempts),
  };
}

/** The newest attempt of each login and client. A login that was an administrator's a moment ago still counts as one. */
function newestOfEach(attempts: readonly Attempt[]): Attempt[] {
  const kept: Attempt[] = [];
  for (const attempt of attempts) {
    const known = kept.findIndex((each) => isSameLogin(each, attempt) && each.client === attempt.client);
    const [replaced] = known === -1 ? [] : kept.splice(known, 1);
    kept.push({ ...attempt, isAdmin: attempt.isAdmin || replaced?.isAdmin === true });
  }
  return kept;
}

function laterCall(earlier: AcceptedCall | undefined, later: AcceptedCall | undefined) {
  if (!earlier || !later) return later ?? earlier;
  const call = takesOver(later, earlier) ? later : earlier;
  if (!isSameLogin(earlier, later)) return call;
  return { ...call, isCarriedOut: earlier.isCarriedOut || later.isCarriedOut };
}
