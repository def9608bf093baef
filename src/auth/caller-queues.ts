import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

const REMEMBERED_AT_MOST = 20_000;
const REMEMBERED_FOR_MS = 5 * 60_000;

/**
 * Looks up the owners of credentials, in queues. Unknown credentials share a queue per network; a recently valid
 * credential has its own, so that guesses from the same network do not delay it.
 */
@Injectable()
export class CallerQueues {
  private readonly known = new LRUCache<string, true>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_FOR_MS });

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Runs `find` in the queue of the credential. Throws `throttled` if too many requests of the network are waiting.
   * @param credential the folded login name, the hash of a token, or the id of an OAuth client
   * @param network network of the client
   */
  find<T>(credential: string, network: string, find: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    const sender = senderKey(credential, network);
    return this.unitOfWork.findCaller(this.known.has(sender) ? sender : network, find);
  }

  /** Remembers a valid credential. */
  note(credential: string, network: string): void {
    this.known.set(senderKey(credential, network), true);
  }
}

function senderKey(credential: string, network: string): string {
  return `${network} ${credential}`;
}
