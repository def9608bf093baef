import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../common/logger.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Mailer } from '../mail/mailer.js';
import { PasswordResetMails } from './password-reset-mails.service.js';

const ANSWER_AFTER_MS = 250;

/** Takes requests to reset a password, and tells nobody by its answer, or by the time of it, who there is. */
@Injectable()
export class PasswordResetRequests implements BeforeApplicationShutdown {
  private readonly underway = new Set<Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: PasswordResetMails,
    private readonly mailer: Mailer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves after a fixed time, while the mails go out. A mail that fails is told to the log alone. */
  async request(loginName: string, baseUrl: string): Promise<void> {
    const delivery = this.deliver(loginName, baseUrl).catch((error: unknown) => {
      this.logger.error({ err: error }, 'a mail to reset a password was not sent');
    });
    this.underway.add(delivery);
    void delivery.then(() => this.underway.delete(delivery));
    await sleep(ANSWER_AFTER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underway);
  }

  private async deliver(loginName: string, baseUrl: string): Promise<void> {
    const mails = await this.unitOfWork.writePlatform((tx) => this.mails.compose(tx, loginName, baseUrl));
    for (const mail of mails) await this.mailer.send(mail);
  }
}
