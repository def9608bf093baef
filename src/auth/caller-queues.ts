import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const REMEMBERED_AT_MOST = 20_000;
const REMEMBERED_FOR_MS = 5 * 60_000;

/**
 * Chooses the queue for identifying a caller. Unknown credentials share a queue per network; a recently valid
 * credential has its own, so that guesses from the same network do not delay it.
 */
@Injectable()
export class CallerQueues {
  private readonly known = new LRUCache<string, true>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_FOR_MS });

  /**
   * @param credential the folded login name, or the hash of a token
   * @param network network of the client
   */
  senderOf(credential: string, network: string): string {
    const sender = senderKey(credential, network);
    return this.known.has(sender) ? sender : network;
  }

  /** Remembers a valid credential. */
  note(credential: string, network: string): void {
    this.known.set(senderKey(credential, network), true);
  }
}

function senderKey(credential: string, network: string): string {
  return `${network} ${credential}`;
}
