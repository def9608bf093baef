import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../../accounts/account.entity.js';
import { AccountRounds } from '../../accounts/account-rounds.js';
import { ApiKey } from '../../auth/api-key.entity.js';
import { endingKeys } from '../../auth/ending-keys.js';
import { ClientSecret } from '../../oauth/client-secret.entity.js';
import { endingSecrets } from '../../oauth/ending-secrets.js';
import { WARNING_DAYS } from '../../oauth/secret-expiry.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, compare, idIs, not, present } from '../../platform/database/sql/predicate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { keyEnds, secretEnds } from './expiry-messages.js';
import { NotificationOutbox } from './notification-outbox.service.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 6 * 3_600_000;
const FIRST_AFTER_MS = 120_000;

/** What can end, and when it was last said. */
interface Ending {
  id: string;
  expiresAt: string;
  warnedAt: string | null;
}

/** Warns administrators 30, 7 and 1 days before an API key, or the secret that a connection uses, ends. */
@Injectable()
export class ExpiryWarnings extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly outbox: NotificationOutbox,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'warnings of what ends could not be written');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.warn(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Writes the warnings that are due at `now`. Never throws: failures are logged. */
  warn(now: Date): Promise<void> {
    return this.inTurn(() => this.forEachAccount((accountId) => this.warnAccount(accountId, now)));
  }

  private async warnAccount(id: string, now: Date): Promise<void> {
    const due = await this.unitOfWork.read(id, async (tx) => ({
      secrets: (await endingSecrets(tx, now)).filter((secret) => isDue(secret, now)),
      keys: (await endingKeys(tx, now)).filter((key) => isDue(key, now)),
    }));
    for (const secret of due.secrets) {
      await this.unitOfWork.write(id, async (tx) => {
        if ((await tx.update(ClientSecret, { warnedAt: now.toISOString() }, ours(secret, now))) === 0) return;
        await this.outbox.add(tx, 'expiry', secretEnds(await nameOf(tx), secret));
      });
    }
    for (const key of due.keys) {
      await this.unitOfWork.write(id, async (tx) => {
        if ((await tx.update(ApiKey, { warnedAt: now.toISOString() }, ours(key, now))) === 0) return;
        await this.outbox.add(tx, 'expiry', keyEnds(await nameOf(tx), key));
      });
    }
  }
}

/** Matches what no other replica has warned of meanwhile. */
function ours(ending: Ending, now: Date) {
  const isUnsaid = any(not(present('warnedAt')), compare('warnedAt', '<', dueSince(ending, now)));
  return all(idIs(ending.id), isUnsaid);
}

async function nameOf(tx: AccountTransaction): Promise<string> {
  return (await tx.find(Account, { columns: ['name'], where: idIs(tx.accountId) }))?.name ?? '';
}

/** When the last warning that is due became due; the future if none is. */
function dueSince({ expiresAt }: Ending, now: Date): string {
  const times = WARNING_DAYS.map((days) => Date.parse(expiresAt) - days * DAY_MS);
  const past = times.filter((time) => time <= now.getTime());
  return new Date(past.at(-1) ?? Math.min(...times)).toISOString();
}

function isDue(ending: Ending, now: Date): boolean {
  const { expiresAt, warnedAt } = ending;
  return expiresAt > now.toISOString() && (warnedAt === null || warnedAt < dueSince(ending, now));
}
