import { Injectable } from '@nestjs/common';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import type { ConnectionPrincipal } from './principal.js';

/** The owner of an access token, and whether the token has expired. */
export interface TokenOwner {
  owner: ConnectionPrincipal;
  hasExpired: boolean;
}

/** Finds the connections that access tokens belong to. `oauth` implements it. */
export interface AccessTokenSource {
  /** The owner of the token with this hash; undefined for an unknown or revoked token. One statement. */
  find(tx: PlatformTransaction, hash: string): Promise<TokenOwner | undefined>;
  /** The current state of a connection; undefined if it is revoked, or its token is revoked or expired. */
  findAgain(
    tx: PlatformTransaction,
    connection: ConnectionPrincipal,
  ): Promise<ConnectionPrincipal | undefined>;
  /** Notes that a token was used. */
  used(owner: ConnectionPrincipal): void;
}

/**
 * The access tokens that SCIM accepts. A program without `oauth`, such as the doctor's simulation, knows none, and
 * refuses them all.
 */
@Injectable()
export class AccessTokens {
  private source: AccessTokenSource | undefined;

  register(source: AccessTokenSource): void {
    this.source = source;
  }

  find(tx: PlatformTransaction, hash: string): Promise<TokenOwner | undefined> {
    return this.source?.find(tx, hash) ?? Promise.resolve(undefined);
  }

  findAgain(
    tx: PlatformTransaction,
    connection: ConnectionPrincipal,
  ): Promise<ConnectionPrincipal | undefined> {
    return this.source?.findAgain(tx, connection) ?? Promise.resolve(undefined);
  }

  used(owner: ConnectionPrincipal): void {
    this.source?.used(owner);
  }
}
