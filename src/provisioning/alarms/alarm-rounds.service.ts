import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../../accounts/account.entity.js';
import { AccountRounds } from '../../accounts/account-rounds.js';
import { newId } from '../../common/identifier.js';
import { moment } from '../../common/moment.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { NotificationOutbox } from '../notifications/notification-outbox.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { SYSTEM } from '../../platform/database/author.js';
import type { PlatformTransaction } from '../../platform/database/platform-transaction.js';
import { all, compare, equal, idIs, not, present } from '../../platform/database/sql/predicate.js';
import { rawStatement } from '../../platform/database/sql/raw-statement.js';
import { toDatetime } from '../../platform/database/sql/table.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { ActivityRecord } from '../log/activity-record.entity.js';
import { wordsFor } from '../log/provider-words.js';
import { Alarm } from './alarm.entity.js';
import { silence } from './alarm-messages.js';
import { RefusedDeactivationAlarm } from './refused-deactivation-alarm.service.js';
import { isSilent, SILENT_AFTER_HOURS } from './silence.js';

const HOUR_MS = 3_600_000;
const EVERY_MS = 5 * 60_000;
const FIRST_AFTER_MS = 60_000;
/** After so many days, every provider that calls almost daily has missed one of its days. */
const DECIDED_AFTER_HOURS = 14 * 24;

/**
 * Finds identity providers that have stopped calling, and closes those alarms when they call again. Also sends
 * the collected alarms about refused deactivations.
 */
@Injectable()
export class AlarmRounds extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly outbox: NotificationOutbox,
    private readonly refused: RefusedDeactivationAlarm,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'the alarms of an account could not be checked');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.look(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Does what is due at `now`. Never throws: failures are logged. */
  look(now: Date): Promise<void> {
    return this.inTurn(async () => {
      const ids = await this.attempt({}, () => this.unitOfWork.readPlatform((tx) => concerned(tx, now)));
      for (const accountId of ids ?? []) {
        await this.attempt({ accountId }, () =>
          this.unitOfWork.write(accountId, (tx) => this.lookAt(tx, now)),
        );
      }
    });
  }

  private async lookAt(tx: AccountTransaction, now: Date): Promise<void> {
    // Locked, so that two replicas do not raise the same alarm.
    const where = all(idIs(tx.accountId), not(present('removingSince')));
    const account = await tx.find(Account, { columns: ['name'], where, forUpdate: true });
    if (!account) return;
    await this.refused.tell(tx, now);
    const columns = ['providerAt', 'providerClient', 'callDays'] as const;
    const activity = await tx.find(ActivityRecord, { columns });
    if (!activity?.providerAt) return;
    const { providerAt: lastAt, providerClient, callDays: bits } = activity;
    const isSilence = equal('kind', 'silence');
    const ended = all(isSilence, not(present('acknowledgedAt')), compare('at', '<', lastAt));
    await tx.update(Alarm, { acknowledgedAt: now.toISOString(), acknowledgedBy: SYSTEM.name }, ended);
    if (bits === null || !isSilent({ lastAt, bits }, now)) return;
    if (await tx.find(Alarm, { columns: ['id'], where: all(isSilence, compare('at', '>=', lastAt)) })) return;
    await this.raise(tx, { account: account.name, provider: wordsFor(providerClient).name, lastAt, now });
  }

  private async raise(
    tx: AccountTransaction,
    { account, provider, lastAt, now }: { account: string; provider: string; lastAt: string; now: Date },
  ): Promise<void> {
    const id = newId();
    const at = now.toISOString();
    const detail = `${provider} used to call almost every day. Its last call was on ${moment(lastAt)}.`;
    await tx.insert(Alarm, [{ id, kind: 'silence', at, detail, notifiedAt: at }]);
    const about = { account, publicUrl: this.settings.publicUrl };
    const said = { alarmId: id, provider, lastCallAt: lastAt, since: moment(lastAt) };
    await this.outbox.add(tx, 'silence', silence(about, said));
  }
}

/**
 * Accounts with SCIM on whose provider has been silent for long enough and that have no alarm about it; with an alarm about
 * silence that has ended; or with alarms that nobody has been notified of.
 */
const CONCERNED = rawStatement<{ id: string }>(
  `SELECT a."id" FROM "accounts" a WHERE a."removingSince" IS NULL AND (
  EXISTS (SELECT 1 FROM "provisioning_activity" p
    JOIN "account_modules" m ON m."accountId" = p."accountId" AND m."module" = 'scim' AND m."enabled" = 1
    WHERE p."accountId" = a."id" AND p."providerAt" > ? AND p."providerAt" <= ? AND NOT EXISTS (
      SELECT 1 FROM "provisioning_alarms" s
      WHERE s."accountId" = a."id" AND s."kind" = 'silence' AND s."at" >= p."providerAt"))
  OR EXISTS (SELECT 1 FROM "provisioning_alarms" o
    WHERE o."accountId" = a."id" AND o."acknowledgedAt" IS NULL
    AND (o."kind" = 'silence' OR o."notifiedAt" IS NULL)))`,
  {},
);

async function concerned(tx: PlatformTransaction, now: Date): Promise<string[]> {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  const window = [before(DECIDED_AFTER_HOURS), before(SILENT_AFTER_HOURS)].map(toDatetime);
  return (await tx.queryAcrossAccounts(CONCERNED, window)).map(({ id }) => id);
}
