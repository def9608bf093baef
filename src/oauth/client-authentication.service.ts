import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { CallerQueues } from '../auth/caller-queues.js';
import { clientAddressOf } from '../auth/client-address.js';
import { GuessLimiter } from '../auth/guess-limiter.js';
import { RefusalPace } from '../auth/refusal-pace.js';
import { tokenHash } from '../auth/tokens.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import type { DomainError } from '../common/errors.js';
import { AssertionCheck, AssertionRefusal } from './assertion-check.service.js';
import { readClientCredentials, type ClientCredentials } from './client-credentials.js';
import { ClientDirectory, type FoundClient } from './client-directory.js';
import { invalidClient } from './oauth-error.js';
import { RefusedClients } from './refused-clients.service.js';
import { wrongClientAssertion, wrongClientSecret } from './refusals.js';

/** A request to the token service. */
export interface TokenRequest {
  authorization: string | undefined;
  form: URLSearchParams;
  /** The client's IP address. */
  address: string;
  /** The product that the client names in its `User-Agent`. */
  product: string | null;
  /** What an assertion may name as its audience: the URLs of this service. */
  audiences: readonly string[];
}

/** A client that has proved who it is. */
export type ProvenClient = FoundClient;

/** Authenticates the clients of the token service (RFC 6749 §2.3, RFC 7523 §2.2). */
@Injectable()
export class ClientAuthentication {
  constructor(
    private readonly directory: ClientDirectory,
    private readonly queues: CallerQueues,
    private readonly guesses: GuessLimiter,
    private readonly assertions: AssertionCheck,
    private readonly refused: RefusedClients,
    private readonly pace: RefusalPace,
  ) {}

  /**
   * Throws `invalid_client`, the same for an unknown client and for a wrong secret or assertion; `throttled` after too many
   * of these from one address or network.
   */
  async authenticate(request: TokenRequest): Promise<ProvenClient> {
    const credentials = readClientCredentials(request.authorization, request.form);
    const claimed = claimedBy(credentials);
    const address = clientAddressOf(request.address);
    const guess = { ...address, logins: [{ id: `oauth ${claimed}`, isKnownThere: false }] };
    const { network } = address;
    const proven = await this.pace.slowRefusals(network, async () => {
      await this.guesses.ensureAllowed(guess);
      const client = await this.queues.find(claimed, network, (tx) => this.find(tx, credentials, claimed));
      const found = client && (await this.prove(client, credentials, request));
      if (!found) await this.guesses.count(guess);
      return found;
    });
    if (!proven) throw invalidClient();
    this.queues.note(claimed, network);
    return proven;
  }

  private find(
    tx: PlatformTransaction,
    credentials: ClientCredentials,
    claimed: string,
  ): Promise<FoundClient | undefined> {
    const hash = credentials.method === 'secret' ? tokenHash(credentials.secret) : '';
    return this.directory.find(tx, claimed, hash);
  }

  private async prove(
    client: FoundClient,
    credentials: ClientCredentials,
    { product, audiences }: TokenRequest,
  ): Promise<ProvenClient | undefined> {
    switch (credentials.method) {
      case 'none':
        return client.type === 'catalogue' && client.isPublic ? client : undefined;
      case 'secret':
        if (client.secretId !== null) return client;
        this.note(client, wrongClientSecret(), product);
        return undefined;
      case 'assertion': {
        if (client.type === 'catalogue' || client.kind !== 'assertion') return undefined;
        const sent = { assertion: credentials.assertion, audiences };
        try {
          await this.assertions.accept(client, sent);
          return client;
        } catch (error) {
          if (!(error instanceof AssertionRefusal)) throw error;
          this.note(client, wrongClientAssertion(error.message), product);
          return undefined;
        }
      }
    }
  }

  private note(client: FoundClient, refusal: DomainError, product: string | null): void {
    if (client.type === 'catalogue') return;
    const { accountId, name: actor } = client;
    this.refused.note({ accountId, actor, refusal, client: product });
  }
}

/**
 * The client id that a request names. An assertion without it names it in `sub` (RFC 7523 §3). Any other
 * subject does not identify the account, because any account may enter it for a connection of its own. Throws
 * `invalid_client` if it names none.
 */
function claimedBy(credentials: ClientCredentials): string {
  if (credentials.method !== 'assertion') return credentials.clientId;
  const claimed = credentials.clientId ?? subjectOf(credentials.assertion);
  if (claimed === undefined) throw invalidClient();
  return claimed;
}

/** The subject of an assertion that is not verified yet; undefined without one, and for anything but a JWT. */
function subjectOf(assertion: string): string | undefined {
  try {
    const { sub } = decodeJwt(assertion);
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}
