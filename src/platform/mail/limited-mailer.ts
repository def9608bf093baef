import { createHash } from 'node:crypto';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { foldKey } from '../../common/fold-key.js';
import type { Limit } from '../limits/limit-store.js';
import type { Mail, Mailer } from './mailer.js';

/** Mails to one address per hour. */
export const MAILS_PER_ADDRESS: Limit = { points: 5, duration: 3_600, keyPrefix: 'declaree:mails' };

/** Sends mails that anybody can request, limited by address so that nobody can flood a mailbox. */
export class LimitedMailer {
  constructor(
    private readonly mailer: Mailer,
    private readonly perAddress: RateLimiterAbstract,
  ) {}

  /** Sends the composed mail unless the address has reached its limit. Resolves to whether it did. Rejects like Mailer. */
  async send(address: string, compose: () => Promise<Mail>): Promise<boolean> {
    if (!(await this.admits(address))) return false;
    await this.mailer.send(await compose());
    return true;
  }

  private async admits(address: string): Promise<boolean> {
    try {
      // Hashed, so that a shared store does not contain addresses.
      await this.perAddress.consume(createHash('sha256').update(foldKey(address)).digest('base64url'));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }
}
