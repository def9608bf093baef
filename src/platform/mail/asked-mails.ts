import { createHash } from 'node:crypto';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { foldKey } from '../../common/fold-key.js';
import type { Limit } from '../limits/limit-store.js';
import type { Mail, Mailer } from './mailer.js';

/** Mails to one address within an hour. */
export const MAILS_PER_ADDRESS: Limit = { points: 5, duration: 3_600, keyPrefix: 'declaree:mails' };

/** Mails that anybody can ask for: no mailbox is filled by those who do, however many they are. */
export class AskedMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly perAddress: RateLimiterAbstract,
  ) {}

  /** Sends what `compose` gives, or does nothing where its address has had enough; whether it was sent. Rejects as Mailer does. */
  async send(address: string, compose: () => Promise<Mail>): Promise<boolean> {
    if (!(await this.admits(address))) return false;
    await this.mailer.send(await compose());
    return true;
  }

  private async admits(address: string): Promise<boolean> {
    try {
      // Hashed: a shared store learns no addresses.
      await this.perAddress.consume(createHash('sha256').update(foldKey(address)).digest('base64url'));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }
}
