import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Mailer, type Mail } from './mailer.js';

/** Together about 20 minutes, of the hour that a link lasts. */
export const RETRY_AFTER_MS: readonly number[] = [5_000, 30_000, 120_000, 300_000, 720_000];

/** What nodemailer calls a server that is not reached, or goes away. */
const CONNECTION_CODES = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'EDNS',
  'EPIPE',
  'ESOCKET',
  'ETIMEDOUT',
]);

/**
 * Tries again where the mail server cannot be reached, or answers that it cannot take the mail now (4xx, RFC 5321
 * §4.2.1). A mail that it refuses for good (5xx) is not sent again. What waits is lost when the program stops. A server
 * that goes away after it has taken a mail, and before it says so, gets the mail twice.
 */
export class RetryingMailer extends Mailer implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  /** @param pausesMs how long to wait before each further try, in milliseconds */
  constructor(
    private readonly mailer: Mailer,
    private readonly logger: Logger,
    private readonly pausesMs: readonly number[] = RETRY_AFTER_MS,
  ) {
    super();
    setMaxListeners(0, this.stopping.signal);
  }

  async send(mail: Mail): Promise<void> {
    for (const pause of this.pausesMs) {
      try {
        await this.mailer.send(mail);
        return;
      } catch (error) {
        if (!isTemporary(error)) throw error;
        this.logger.warn({ err: error, againInMs: pause }, 'the mail server took no mail for now');
        await this.wait(pause, error);
      }
    }
    await this.mailer.send(mail);
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Throws `failure` where the program stops meanwhile. */
  private async wait(pause: number, failure: unknown): Promise<void> {
    try {
      await sleep(pause, undefined, { signal: this.stopping.signal });
    } catch {
      throw failure;
    }
  }
}

function isTemporary(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('responseCode' in error && typeof error.responseCode === 'number') {
    return error.responseCode >= 400 && error.responseCode < 500;
  }
  return 'code' in error && CONNECTION_CODES.has(String(error.code));
}
