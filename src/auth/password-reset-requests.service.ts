import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/logging/logger.js';
import { SYSTEM, type Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AskedMails } from '../platform/mail/asked-mails.js';
import type { Origin } from './author-of.js';
import { PasswordResetMails } from './password-reset-mails.service.js';
import type { Recipient } from './reset-mail-writer.js';

const ANSWER_AFTER_MS = 250;

/** The author in the audit trail: anyone may request a reset. */
const SOMEBODY = 'somebody who is not logged in';

/** Limits memory while the database or mail server is slow. */
const UNDERWAY_AT_MOST = 1_000;

/** Handles password reset requests. Neither the answer nor its timing reveals which users exist. */
@Injectable()
export class PasswordResetRequests implements BeforeApplicationShutdown {
  private readonly underway = new Set<Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: PasswordResetMails,
    private readonly asked: AskedMails,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves after a fixed time while mails are sent. Failed mails are only logged. */
  async request(loginName: string, baseUrl: string, origin: Origin): Promise<void> {
    if (this.underway.size < UNDERWAY_AT_MOST) this.begin(loginName, baseUrl, origin);
    else this.logger.error('password reset mail not sent: too many mails are being sent');
    await sleep(ANSWER_AFTER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underway);
  }

  private begin(loginName: string, baseUrl: string, origin: Origin): void {
    const delivery = this.deliver(loginName, baseUrl, origin).catch((error: unknown) => this.notSent(error));
    this.underway.add(delivery);
    void delivery.then(() => this.underway.delete(delivery));
  }

  /** Only writes for existing users, in the queue of their account. */
  private async deliver(loginName: string, baseUrl: string, origin: Origin): Promise<void> {
    const author = { ...SYSTEM, ...origin, name: SOMEBODY };
    const recipients = await this.unitOfWork.readPlatform((tx) => this.mails.recipients(tx, loginName));
    // Sent separately, so that a slow or failed mail does not delay the others.
    await Promise.all(
      recipients.map((recipient) =>
        this.send(recipient, baseUrl, author).catch((error: unknown) => this.notSent(error)),
      ),
    );
  }

  private async send(recipient: Recipient, baseUrl: string, author: Author): Promise<void> {
    const { accountId, userId, address } = recipient;
    const compose = () =>
      this.unitOfWork.write(accountId, (tx) => this.mails.compose(tx.by(author), recipient, baseUrl));
    if (await this.asked.send(address, compose)) return;
    this.logger.warn({ accountId, userId }, 'password reset mail not sent: too many mails to this address');
  }

  private notSent(error: unknown): void {
    this.logger.error({ err: error }, 'password reset mail not sent');
  }
}
