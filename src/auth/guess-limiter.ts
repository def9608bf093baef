import { attemptKey, type AttemptLimiter } from './attempt-limiter.js';
import { LOGIN_FROM_ONE_ADDRESS } from './attempt-limits.js';
import type { ClientAddress } from './client-address.js';

/** A login as guesses are counted: its plain and its slug form are one. */
export interface CountedLogin {
  /** The id of a user or operator, or the folded name that nobody has. */
  id: string;
  /** Whether the login has succeeded from the network before. */
  isKnownThere: boolean;
}

/** A password that is tried. */
export interface Guess extends ClientAddress {
  logins: readonly CountedLogin[];
}

/** The counts that together keep guesses few. */
export interface GuessCounters {
  minute: AttemptLimiter;
  hour: AttemptLimiter;
  login: AttemptLimiter;
  networkMinute: AttemptLimiter;
  networkHour: AttemptLimiter;
}

type Counted = readonly [counter: AttemptLimiter, key: string];

/**
 * Keeps guesses few: for one login from one address, for one login in all, and for many logins from one network. The last
 * two do not concern a login that is known from there, so nobody else's guesses shut its owner out. Every method throws
 * `throttled`.
 */
export class GuessLimiter {
  constructor(private readonly counters: GuessCounters) {}

  /** Checks what a right password must not get past either, and counts nothing. */
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
   * Runs `verify`, and counts it unless it gives something. Counted before and taken back after, it keeps
   * guesses that come at once within the limits too.
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
    // A login counts once an hour among those that a network tries.
    if (!isKnownThere && times === 1) {
      const key = attemptKey(network);
      others.push([networkMinute, key], [networkHour, key]);
    }
    await Promise.all(others.map(([counter, key]) => counter.count(key)));
    return [[minute, own], [hour, own], ...others];
  }
}
