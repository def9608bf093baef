import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import type { DomainError } from '../common/errors.js';
import { AccessTokens } from './access-token-source.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import type { ConnectionPrincipal, Principal } from './principal.js';
import { concerning, endedSession, unknownAccessToken, unknownKey } from './refusals.js';
import { repeatedCredential } from './repeated-credential.js';
import { TokenOwners } from './token-owners.service.js';
import { ACCESS_PREFIX, SESSION_PREFIX } from './tokens.js';

type PassportRequest = Parameters<Strategy['authenticate']>[0];

/** API keys, session tokens and OAuth access tokens: `Authorization: Bearer TOKEN`, or the bare token, as Okta's header mode sends it. */
@Injectable()
export class TokenStrategy extends Strategy implements OnApplicationShutdown {
  // Passport's registry is global to the process; servers in one process must not share strategies.
  readonly name = `token-${randomUUID()}`;

  constructor(
    private readonly owners: TokenOwners,
    private readonly keyUses: ApiKeyUses,
    private readonly accessTokens: AccessTokens,
  ) {
    super();
    passport.use(this.name, this);
  }

  // Not before: until the server has closed, requests still authenticate.
  onApplicationShutdown(): void {
    passport.unuse(this.name);
  }

  override authenticate(request: PassportRequest & { ip: string }): void {
    const { ip, headers } = request;
    const { authorization = '' } = headers;
    const token = /^(?:Bearer +)?(\S+) *$/i.exec(authorization)?.[1];
    const principal = token === undefined ? this.refuseRepeated(authorization, ip) : this.resolve(token, ip);
    if (!principal) {
      this.fail(401);
      return;
    }
    principal.then(
      (found) => this.success(found),
      (error: Error) => this.error(error),
    );
  }

  private resolve(token: string, address: string): Promise<Principal | ConnectionPrincipal> {
    if (token.startsWith(SESSION_PREFIX)) return this.resolveSession(token, address);
    if (token.startsWith(ACCESS_PREFIX)) return this.resolveAccessToken(token, address);
    return this.resolveKey(token, address);
  }

  private async resolveAccessToken(token: string, address: string): Promise<ConnectionPrincipal> {
    const found = await this.owners.ofAccessToken(token, address);
    if (!found) throw unknownAccessToken();
    if (found.hasExpired) throw concerning([found.owner], unknownAccessToken());
    this.accessTokens.used(found.owner);
    return found.owner;
  }

  private async resolveSession(token: string, address: string): Promise<Principal> {
    const principal = await this.owners.ofSession(token, address);
    if (!principal) throw endedSession();
    return principal;
  }

  private async resolveKey(key: string, address: string): Promise<Principal> {
    const found = await this.owners.ofKey(key, address);
    if (!found) throw unknownKey();
    const { owner, hasExpired } = found;
    // The owner of the key is known, so the account's provisioning log can record the failure.
    if (hasExpired) throw concerning([owner], unknownKey());
    if (owner.kind === 'user' && owner.apiKeyId !== undefined) {
      this.keyUses.note(owner.accountId, owner.apiKeyId);
    }
    return owner;
  }

  /** Refuses a header with a repeated scheme; undefined for any other header. */
  private refuseRepeated(authorization: string, address: string): Promise<never> | undefined {
    const refusal = repeatedCredential(authorization);
    return refusal && this.refuse(refusal, authorization.trim().split(/\s+/).at(-1) ?? '', address);
  }

  /** If the key has an owner, the account's provisioning log records the failure. */
  private async refuse(refusal: DomainError, key: string, address: string): Promise<never> {
    const found = await this.owners.ofKey(key, address);
    throw found ? concerning([found.owner], refusal) : refusal;
  }
}
