import { Injectable } from '@nestjs/common';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { AccessTokens } from './access-token-source.js';
import { CallerQueues } from './caller-queues.js';
import { clientAddressOf } from './client-address.js';
import { CredentialDirectory } from './credential-directory.js';
import { RefusalPace } from './refusal-pace.js';
import { tokenHash } from './tokens.js';

/**
 * Finds the owners of tokens in the queue of their sender. Every method takes the token and the client's address, and
 * throws `throttled` if too many requests of its network are waiting.
 */
@Injectable()
export class TokenOwners {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly queues: CallerQueues,
    private readonly pace: RefusalPace,
    private readonly accessTokens: AccessTokens,
  ) {}

  ofSession(token: string, address: string) {
    return this.find(token, address, (tx, hash) => this.directory.findBySession(tx, hash));
  }

  ofKey(key: string, address: string) {
    return this.find(key, address, (tx, hash) => this.directory.findByKey(tx, hash));
  }

  ofAccessToken(token: string, address: string) {
    return this.find(token, address, (tx, hash) => this.accessTokens.find(tx, hash));
  }

  private async find<T>(
    token: string,
    address: string,
    find: (tx: PlatformTransaction, hash: string) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const { network } = clientAddressOf(address);
    const hash = tokenHash(token);
    const found = await this.pace.slowRefusals(network, () =>
      this.queues.find(hash, network, (tx) => find(tx, hash)),
    );
    if (found !== undefined) this.queues.note(hash, network);
    return found;
  }
}
