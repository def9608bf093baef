import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../../accounts/account-rounds.js';
import type { PlatformTransaction } from '../../platform/database/platform-transaction.js';
import { rawStatement } from '../../platform/database/sql/raw-statement.js';
import { toDatetime } from '../../platform/database/sql/table.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { RefusedDeactivationAlarm } from './refused-deactivation-alarm.service.js';
import { SilenceAlarm } from './silence-alarm.service.js';
import { SILENT_AFTER_HOURS } from './silence.js';

const HOUR_MS = 3_600_000;
const EVERY_MS = 5 * 60_000;
const FIRST_AFTER_MS = 60_000;
/** After so many days, every connection that calls almost daily has missed one of its days. */
const DECIDED_AFTER_HOURS = 14 * 24;

/**
 * Finds connections that have stopped calling, and closes those alarms when that is over. Also sends the collected alarms about
 * refused deactivations.
 */
@Injectable()
export class AlarmRounds extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly refused: RefusedDeactivationAlarm,
    private readonly silence: SilenceAlarm,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'the alarms of an account could not be checked');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.look(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Does what is due at `now`. Never throws: failures are logged. */
  look(now: Date): Promise<void> {
    return this.lockEachAccount(
      (tx) => concerned(tx, now),
      async (tx, account) => {
        await this.refused.tell(tx, now);
        await this.silence.look(tx, { account, now });
      },
    );
  }
}

/**
 * Accounts with SCIM on and a connection that has been silent for long enough without an alarm about it; with an open alarm about
 * silence; or with people who still have access of whom nobody has been notified.
 */
const CONCERNED = rawStatement<{ id: string }>(
  `SELECT a."id" FROM "accounts" a WHERE a."removingSince" IS NULL AND (
  EXISTS (SELECT 1 FROM "connection_calls" c
    JOIN "account_modules" m ON m."accountId" = c."accountId" AND m."module" = 'scim' AND m."enabled" = 1
    WHERE c."accountId" = a."id" AND c."lastCallAt" > ? AND c."lastCallAt" <= ? AND NOT EXISTS (
      SELECT 1 FROM "provisioning_alarms" s
      WHERE s."accountId" = a."id" AND s."kind" = 'silence' AND s."connectionId" = c."ownerId"
      AND s."at" >= c."lastCallAt"))
  OR EXISTS (SELECT 1 FROM "provisioning_alarms" o
    WHERE o."accountId" = a."id" AND o."acknowledgedAt" IS NULL
    AND (o."kind" = 'silence' OR (o."notifiedAt" IS NULL AND EXISTS (SELECT 1 FROM "users" u
      WHERE u."accountId" = o."accountId" AND u."id" = o."userId" AND u."active" = 1 AND u."deletedAt" IS NULL)))))`,
  {},
);

function concerned(tx: PlatformTransaction, now: Date): Promise<{ id: string }[]> {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  const window = [before(DECIDED_AFTER_HOURS), before(SILENT_AFTER_HOURS)].map(toDatetime);
  return tx.queryAcrossAccounts(CONCERNED, window);
}
