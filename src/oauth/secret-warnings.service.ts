import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { AccountRounds } from '../accounts/account-rounds.js';
import { moment } from '../common/moment.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, any, compare, equal, idIs, not, present } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { mailText, OwnText } from '../platform/mail/mail-text.js';
import { Mailer, type Mail } from '../platform/mail/mailer.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UsersService } from '../users/users.service.js';
import { ClientSecret } from './client-secret.entity.js';
import { endingSecrets, type EndingSecret } from './ending-secrets.js';
import { WARNING_DAYS } from './secret-expiry.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 6 * 3_600_000;
const FIRST_AFTER_MS = 120_000;
/** Maximum number of administrators who get a mail. */
const RECIPIENTS_AT_MOST = 20;

/** Warns the administrators of accounts by mail, 30, 7 and 1 days before the last secret of a connection ends. */
@Injectable()
export class SecretWarnings extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly mailer: Mailer,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'warnings of ending client secrets could not be sent');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.warn(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Sends the warnings that are due at `now`. Never throws: failures are logged. */
  warn(now: Date): Promise<void> {
    return this.inTurn(() => this.forEachAccount((accountId) => this.warnAccount(accountId, now)));
  }

  private async warnAccount(id: string, now: Date): Promise<void> {
    const due = await this.unitOfWork.read(id, async (tx) =>
      (await endingSecrets(tx, now)).filter((secret) => isDue(secret, now)),
    );
    for (const secret of due) {
      const { name, to } = await this.unitOfWork.write(id, (tx) => this.claim(tx, secret, now));
      for (const address of to) await this.mailer.send(warning(address, name, secret));
    }
  }

  /** The account's name, and the addresses to warn; none if another replica has done so, or the account is being removed. */
  private async claim(
    tx: AccountTransaction,
    secret: EndingSecret,
    now: Date,
  ): Promise<{ name: string; to: string[] }> {
    const where = all(idIs(tx.accountId), not(present('removingSince')));
    const account = await tx.find(Account, { columns: ['name'], where });
    if (!account) return { name: '', to: [] };
    const isOurs = any(not(present('warnedAt')), compare('warnedAt', '<', dueSince(secret, now)));
    const warnedAt = now.toISOString();
    const claimed = await tx.update(ClientSecret, { warnedAt }, all(idIs(secret.id), isOurs));
    return { ...account, to: claimed === 0 ? [] : await this.administrators(tx) };
  }

  private async administrators(tx: AccountTransaction): Promise<string[]> {
    const found = await this.users.select(tx, {
      where: all(equal('role', 'admin'), equal('active', true)),
      orderBy: [{ column: 'id' }],
      limit: RECIPIENTS_AT_MOST,
    });
    return found.flatMap(({ userName, values }) => {
      const address = emailOf(values) ?? userName;
      return isAddress(address) ? [address] : [];
    });
  }
}

/** When the last warning that is due became due; the future if none is. */
function dueSince({ expiresAt }: EndingSecret, now: Date): string {
  const times = WARNING_DAYS.map((days) => Date.parse(expiresAt) - days * DAY_MS);
  const past = times.filter((time) => time <= now.getTime());
  return new Date(past.at(-1) ?? Math.min(...times)).toISOString();
}

function isDue(secret: EndingSecret, now: Date): boolean {
  const { expiresAt, warnedAt } = secret;
  return expiresAt > now.toISOString() && (warnedAt === null || warnedAt < dueSince(secret, now));
}

function warning(to: string, account: string, { name, expiresAt }: EndingSecret): Mail {
  return {
    to,
    subject: mailText`A client secret of Declaree ends soon (${account})`,
    text: mailText`Hello,

The client secret of the connection ${name}, with which an identity provider
provisions the Declaree account ${account}, ends on
${new OwnText(moment(expiresAt))}.
After that, nothing is provisioned.

Open Connections in Declaree's console, create a second secret, enter it in the
identity provider, and then revoke the old one. There is no gap in between.
`,
  };
}
