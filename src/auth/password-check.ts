import { Injectable } from '@nestjs/common';
import { GuessLimiter, type Guess } from './guess-limiter.js';
import { VerifiedCredentials, type Claim, type Verdict } from './verified-credentials.js';

/** Checks passwords within the limits on guessing. */
@Injectable()
export class PasswordCheck {
  private readonly underway = new Map<string, Promise<Verdict>>();

  constructor(
    private readonly verified: VerifiedCredentials,
    private readonly limiter: GuessLimiter,
  ) {}

  /** Throws `throttled` after too many wrong passwords, `unavailable` if too many logins wait. */
  async judge(claim: Claim, guess: Guess): Promise<Verdict> {
    const digest = this.verified.digest(claim);
    const attempt = `${digest} ${guess.source}`;
    const known = this.underway.get(attempt) ?? this.verified.find(digest);
    if (!known) {
      return this.share(attempt, () =>
        this.limiter.attempt(guess, () => this.verified.verify(digest, claim)),
      );
    }
    const verdict = await known;
    await (verdict === null ? this.limiter.count(guess) : this.limiter.ensureAllowed(guess));
    return verdict;
  }

  /** Concurrent equal logins share one check: requests that start together are not guesses. */
  private async share(attempt: string, work: () => Promise<Verdict>): Promise<Verdict> {
    const verdict = work();
    this.underway.set(attempt, verdict);
    try {
      return await verdict;
    } finally {
      this.underway.delete(attempt);
    }
  }
}
