import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { BackgroundWork } from '../platform/background/background-work.js';
import { SYSTEM, type Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { LimitedMailer } from '../platform/mail/limited-mailer.js';
import type { Mail } from '../platform/mail/mailer.js';
import { wordsFor } from '../provisioning/log/provider-words.js';
import { ProvisioningActivity } from '../provisioning/log/provisioning-activity.service.js';
import type { Origin } from './author-of.js';
import { passwordResetMail, type Recipient } from './password-reset-mail.js';
import { PasswordResetLinks } from './password-reset-links.service.js';
import { PasswordHasher } from './passwords/password-hasher.js';

const ANSWER_AFTER_MS = 250;

/** The author in the audit trail: anyone may request a reset. */
const SOMEBODY = 'somebody who is not logged in';

/** Limits memory while the database or mail server is slow. */
const MAX_REQUESTS = 1_000;

/** Resets forgotten passwords by mail. Neither an answer nor its timing reveals which users exist. */
@Injectable()
export class PasswordResetService implements BeforeApplicationShutdown {
  private readonly requests = new BackgroundWork();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: PasswordResetLinks,
    private readonly activity: ProvisioningActivity,
    private readonly mailer: LimitedMailer,
    private readonly hasher: PasswordHasher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sends links to the users with this login name. Resolves after a fixed time; failed mails are only logged. */
  async request(loginName: string, baseUrl: string, origin: Origin): Promise<void> {
    if (this.requests.size < MAX_REQUESTS) this.requests.add(this.deliver(loginName, baseUrl, origin));
    else this.logger.error('password reset mail not sent: too many mails are being sent');
    await sleep(ANSWER_AFTER_MS);
  }

  /** Throws `invalid` (`reset-token-invalid`) for an invalid token. Changes nothing. */
  check(token: string): Promise<void> {
    return this.unitOfWork.readPlatform((tx) => this.links.check(tx, token));
  }

  /** Sets the password and ends all sessions of the user. Throws like `check`. */
  async confirm(token: string, newPassword: string, origin: Origin): Promise<void> {
    // Check before the costly hash, so that only holders of a link can cause it.
    await this.check(token);
    const passwordHash = await this.hasher.hash(newPassword, token);
    await this.unitOfWork.writePlatform((tx) => this.links.redeem(tx, { token, origin }, passwordHash));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.requests.ended();
  }

  /** Never rejects. Only writes for existing users, in the queue of their account. */
  private async deliver(loginName: string, baseUrl: string, origin: Origin): Promise<void> {
    const author = { ...SYSTEM, ...origin, name: SOMEBODY };
    await this.logFailure(async () => {
      const recipients = await this.unitOfWork.readPlatform((tx) => this.links.recipients(tx, loginName));
      // Sent separately, so that a slow or failed mail does not delay the others.
      await Promise.all(
        recipients.map((recipient) => this.logFailure(() => this.send(recipient, baseUrl, author))),
      );
    });
  }

  private async send(recipient: Recipient, baseUrl: string, author: Author): Promise<void> {
    const { accountId, userId, address } = recipient;
    if (await this.mailer.send(address, () => this.compose(recipient, baseUrl, author))) return;
    this.logger.warn({ accountId, userId }, 'password reset mail not sent: too many mails to this address');
  }

  /** A mail with a new link. */
  private compose(recipient: Recipient, baseUrl: string, author: Author): Promise<Mail> {
    return this.unitOfWork.write(recipient.accountId, async (tx) => {
      const token = await this.links.issue(tx.by(author), recipient);
      const { provider } = await this.activity.read(tx);
      const isProvider = provider?.keyId === null && provider.actor === recipient.userName;
      const link = `${baseUrl}/reset-password?token=${token}`;
      return passwordResetMail(recipient, link, isProvider ? wordsFor(provider.client) : undefined);
    });
  }

  private async logFailure(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      this.logger.error({ err: error }, 'password reset mail not sent');
    }
  }
}
