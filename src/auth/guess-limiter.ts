import { attemptKey, type AttemptLimiter } from './attempt-limiter.js';
import { LOGIN_FROM_ONE_ADDRESS } from './attempt-limits.js';
import type { ClientAddress } from './client-address.js';

/** A login as counted by the limits; its plain and its slug form are the same. */
export interface CountedLogin {
  /** Id of a user or operator, or a folded unknown name. */
  id: string;
  /** Whether the login has succeeded from this network before. */
  isKnownThere: boolean;
}

/** A password attempt. */
export interface Guess extends ClientAddress {
  logins: readonly CountedLogin[];
}

/** The counters that limit guesses. */
export interface GuessCounters {
  minute: AttemptLimiter;
  hour: AttemptLimiter;
  login: AttemptLimiter;
  networkMinute: AttemptLimiter;
  networkHour: AttemptLimiter;
}

type Counted = readonly [counter: AttemptLimiter, key: string];

/**
 * Limits guesses: for one login from one address, for one login in total, and for many logins from one network. The
 * last two ignore logins that have succeeded from that network, so that guesses cannot lock out the owner. All methods
 * throw `throttled`.
 */
export class GuessLimiter {
  constructor(private readonly counters: GuessCounters) {}

  /** Checks the limits that also apply to a correct password; does not count. */
  async ensureAllowed({ logins, source }: Guess): Promise<void> {
    const { minute, hour } = this.counters;
    const keys = logins.map(({ id }) => attemptKey(id, source));
    await Promise.all(keys.flatMap((key) => [minute.ensureAllowed(key), hour.ensureAllowed(key)]));
  }

  /** Counts a wrong password. */
  async count(guess: Guess): Promise<void> {
    await this.begin(guess);
  }

  /**
   * Runs `verify` and counts an attempt if it returns null. Counts before and undoes it on success, so that concurrent
   * guesses are limited too.
   */
  async attempt<T>(guess: Guess, verify: () => Promise<T | null>): Promise<T | null> {
    const counted = await this.begin(guess);
    let wrong = false;
    try {
      const result = await verify();
      wrong = result === null;
      return result;
    } finally {
      if (!wrong) await Promise.all(counted.map(([counter, key]) => counter.takeBack(key)));
    }
  }

  private async begin(guess: Guess): Promise<Counted[]> {
    await this.ensureStrangerAllowed(guess);
    const counted = await Promise.all(guess.logins.map((login) => this.countLogin(login, guess)));
    return counted.flat();
  }

  private async ensureStrangerAllowed({ logins, network }: Guess): Promise<void> {
    const { login, networkMinute, networkHour } = this.counters;
    const strange = logins.filter(({ isKnownThere }) => !isKnownThere);
    const checks = strange.map(({ id }) => login.ensureAllowed(attemptKey(id)));
    if (strange.length === logins.length) {
      const key = attemptKey(network);
      checks.push(networkMinute.ensureAllowed(key), networkHour.ensureAllowed(key));
    }
    await Promise.all(checks);
  }

  private async countLogin(
    { id, isKnownThere }: CountedLogin,
    { source, network }: Guess,
  ): Promise<Counted[]> {
    const { minute, hour, login, networkMinute, networkHour } = this.counters;
    const own = attemptKey(id, source);
    await minute.count(own);
    const times = await hour.count(own);
    const others: Counted[] = [];
    if (!isKnownThere && times <= LOGIN_FROM_ONE_ADDRESS) others.push([login, attemptKey(id)]);
    // A network's counter counts each login once an hour.
    if (!isKnownThere && times === 1) {
      const key = attemptKey(network);
      others.push([networkMinute, key], [networkHour, key]);
    }
    await Promise.all(others.map(([counter, key]) => counter.count(key)));
    return [[minute, own], [hour, own], ...others];
  }
}
