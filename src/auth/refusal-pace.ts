import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../common/errors.js';

/** Refusals that a network gets immediately, before it is slowed down. */
const AT_ONCE = 50;
const INTERVAL_MS = 10;
/** The longest delay: less than clients wait, and less than a graceful stop takes. */
const LONGEST_MS = 4_000;
const NETWORKS_AT_MOST = 20_000;
const REFUSALS: ReadonlySet<string> = new Set(['unauthenticated', 'throttled']);

/**
 * Delays the refusals of a network that sends many wrong credentials. Without this, clients that retry
 * immediately on many connections would take most of the processor, although each refusal is cheap.
 */
@Injectable()
export class RefusalPace {
  /** When the last planned refusal of each network is due, in ms. */
  private readonly due = new LRUCache<string, number>({ max: NETWORKS_AT_MOST });

  /** Plans a refusal and returns its delay in ms. `now` is a time in ms. */
  plan(network: string, now = performance.now()): number {
    const earliest = now - AT_ONCE * INTERVAL_MS;
    const due = Math.min(
      Math.max(this.due.get(network) ?? earliest, earliest) + INTERVAL_MS,
      now + LONGEST_MS,
    );
    this.due.set(network, due);
    return Math.max(0, due - now);
  }

  /**
   * Runs `identify`. If it refuses the credential (returns undefined, or throws `unauthenticated` or `throttled`), the
   * result or error follows at the network's pace.
   */
  async slowRefusals<T>(network: string, identify: () => Promise<T>): Promise<T> {
    try {
      const found = await identify();
      if (found === undefined) await this.wait(network);
      return found;
    } catch (error) {
      if (error instanceof DomainError && REFUSALS.has(error.kind)) await this.wait(network);
      throw error;
    }
  }

  private async wait(network: string): Promise<void> {
    const delay = this.plan(network);
    if (delay > 0) await sleep(delay);
  }
}
