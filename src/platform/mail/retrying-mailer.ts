import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Mailer, type Mail } from './mailer.js';

/** About 20 minutes in total; a link is valid for an hour. */
const RETRY_AFTER_MS: readonly number[] = [5_000, 30_000, 120_000, 300_000, 720_000];

/** The nodemailer error codes for a server that is unreachable or drops the connection. */
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
 * Retries if the mail server is unreachable or refuses the mail temporarily (4xx, RFC 5321 §4.2.1), but not if it
 * refuses permanently (5xx). Waiting mails are lost when the program stops. If the connection breaks after the server
 * has accepted a mail but before it has confirmed that, the mail is sent twice.
 */
export class RetryingMailer extends Mailer implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  /** @param pausesMs the pause before each retry, in milliseconds */
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
        this.logger.warn(
          { err: error, retryInMs: pause },
          'the mail server cannot accept mail now; trying again',
        );
        await this.wait(pause, error);
      }
    }
    await this.mailer.send(mail);
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Throws `failure` if the program stops in the meantime. */
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
