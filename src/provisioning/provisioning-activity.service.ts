import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { firstCharacters } from '../common/first-characters.js';
import { LOGGER } from '../common/logger.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import type { DeferredWrites } from '../database/deferred-writes.js';
import { LateWrites } from '../database/late-writes.js';
import { all, idIs } from '../database/predicate.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ActivityRecord } from './activity-record.entity.js';
import { DETAIL_LENGTH } from './provisioning-event.entity.js';

/** How a test of the credentials ended; `detail` and `code` where it was refused. */
export interface CredentialTest {
  /** The login name that the client used. */
  actor: string;
  status: number;
  detail: string | null;
  code: string | null;
}

/** What an account's identity provider did last; null where it never did. Times are ISO 8601. */
export interface Activity {
  lastCallAt: string | null;
  lastTest: (CredentialTest & { time: string }) | null;
}

type Note = Partial<Activity>;

/**
 * When each account's identity provider called last, and the last test of its credentials. What is noted waits in
 * memory for about a second, and is read from there until it is stored.
 */
@Injectable()
export class ProvisioningActivity {
  private readonly notes: DeferredWrites<Note>;

  constructor(
    private readonly work: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.notes = lateWrites.deferred<Note>({
      merge: (earlier, later) => ({ ...earlier, ...later }),
      write: (accountId, note) => this.write(accountId, note),
      failed: (error, accountId) =>
        logger.error({ err: error, accountId }, 'provisioning activity could not be written'),
    });
  }

  /** Somebody with a valid credential of the account called SCIM. */
  noteCall(accountId: string): void {
    this.notes.note(accountId, { lastCallAt: new Date().toISOString() });
  }

  /** The identity provider tested its credentials, with whatever result. */
  noteTest(accountId: string, { actor, status, detail, code }: CredentialTest): void {
    const time = new Date().toISOString();
    const kept = detail === null ? null : firstCharacters(detail, DETAIL_LENGTH);
    const lastTest = { time, actor, status, detail: kept, code };
    this.notes.note(accountId, { lastTest });
  }

  async read(tx: AccountTransaction): Promise<Activity> {
    const noted = this.notes.peek(tx.accountId);
    const row = await tx.find<ActivityRecord>(ActivityRecord, {
      columns: [
        'lastCallAt',
        'lastTestAt',
        'lastTestActor',
        'lastTestStatus',
        'lastTestDetail',
        'lastTestCode',
      ],
    });
    const stored = { lastCallAt: row?.lastCallAt ?? null, lastTest: row ? testOf(row) : null };
    return newest(stored, noted);
  }

  /** When the account was called last, as far as that is noted and may not be stored yet. */
  notedCall(accountId: string): string | null {
    return this.notes.peek(accountId)?.lastCallAt ?? null;
  }

  private async write(accountId: string, note: Note): Promise<void> {
    await this.work.write(accountId, (tx) => this.store(tx, note));
  }

  /** Replicas may write in another order than they were called, so an older time never replaces a newer one. */
  private async store(tx: AccountTransaction, { lastCallAt, lastTest }: Note): Promise<void> {
    const known = (await this.hold(tx)) ?? (await this.holdNew(tx));
    const values = {
      ...(isNewer(lastCallAt, known?.lastCallAt) ? { lastCallAt } : {}),
      ...(lastTest && isNewer(lastTest.time, known?.lastTestAt) ? columnsOf(lastTest) : {}),
    };
    if (!known) await tx.insert(ActivityRecord, [values]);
    else if (Object.keys(values).length > 0) await tx.update(ActivityRecord, values, all());
  }

  private hold(tx: AccountTransaction) {
    return tx.find<ActivityRecord, Pick<ActivityRecord, 'lastCallAt' | 'lastTestAt'>>(ActivityRecord, {
      columns: ['lastCallAt', 'lastTestAt'],
      lock: true,
    });
  }

  /** Another replica may make the account's row at the same moment: who holds the account looks again. */
  private async holdNew(tx: AccountTransaction) {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), lock: true });
    return this.hold(tx);
  }
}

function newest(stored: Activity, { lastCallAt, lastTest }: Note = {}): Activity {
  return {
    lastCallAt: isNewer(lastCallAt, stored.lastCallAt) ? lastCallAt : stored.lastCallAt,
    lastTest: lastTest && isNewer(lastTest.time, stored.lastTest?.time) ? lastTest : stored.lastTest,
  };
}

function isNewer(time: string | null | undefined, than: string | null | undefined): time is string {
  return typeof time === 'string' && time > (than ?? '');
}

function columnsOf({ time, actor, status, detail, code }: NonNullable<Activity['lastTest']>) {
  return {
    lastTestAt: time,
    lastTestActor: actor,
    lastTestStatus: status,
    lastTestDetail: detail,
    lastTestCode: code,
  };
}

function testOf(row: ActivityRecord): Activity['lastTest'] {
  const { lastTestAt, lastTestActor, lastTestStatus, lastTestDetail, lastTestCode } = row;
  if (lastTestAt === null || lastTestActor === null || lastTestStatus === null) return null;
  return {
    time: lastTestAt,
    actor: lastTestActor,
    status: lastTestStatus,
    detail: lastTestDetail,
    code: lastTestCode,
  };
}
