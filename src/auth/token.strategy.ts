import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import type { DomainError } from '../common/errors.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import { CallerQueues } from './caller-queues.js';
import { clientAddressOf } from './client-address.js';
import { CredentialDirectory } from './credential-directory.js';
import type { Principal } from './principal.js';
import { concerning, endedSession, unknownKey } from './refusals.js';
import { repeatedCredential } from './repeated-credential.js';
import { SESSION_PREFIX, tokenHash } from './tokens.js';

type PassportRequest = Parameters<Strategy['authenticate']>[0];

/** API keys and session tokens: `Authorization: Bearer TOKEN`, or the bare token, as Okta's header mode sends it. */
@Injectable()
export class TokenStrategy extends Strategy {
  // Passport's registry is global to the process; servers in one process must not share strategies.
  readonly name = `token-${randomUUID()}`;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
    private readonly keyUses: ApiKeyUses,
    private readonly turns: CallerQueues,
  ) {
    super();
    passport.use(this.name, this);
  }

  override authenticate(request: PassportRequest & { ip: string }): void {
    const { authorization = '' } = request.headers;
    const { network } = clientAddressOf(request.ip);
    const token = /^(?:Bearer +)?(\S+) *$/i.exec(authorization)?.[1];
    const principal =
      token === undefined ? this.refuseRepeated(authorization, network) : this.resolve(token, network);
    if (!principal) {
      this.fail(401);
      return;
    }
    principal.then(
      (found) => this.success(found),
      (error: Error) => this.error(error),
    );
  }

  private resolve(token: string, network: string): Promise<Principal> {
    return token.startsWith(SESSION_PREFIX)
      ? this.resolveSession(token, network)
      : this.resolveKey(token, network);
  }

  private async resolveSession(token: string, network: string): Promise<Principal> {
    const principal = await this.find(token, network, (tx) => this.directory.findBySession(tx, token));
    if (!principal) throw endedSession();
    return principal;
  }

  private async resolveKey(key: string, network: string): Promise<Principal> {
    const found = await this.find(key, network, (tx) => this.directory.findByKey(tx, key));
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
  private refuseRepeated(authorization: string, network: string): Promise<never> | undefined {
    const refusal = repeatedCredential(authorization);
    return refusal && this.refuse(refusal, authorization.trim().split(/\s+/).at(-1) ?? '', network);
  }

  /** If the key has an owner, the account's provisioning log records the failure. */
  private async refuse(refusal: DomainError, key: string, network: string): Promise<never> {
    const found = await this.find(key, network, (tx) => this.directory.findByKey(tx, key));
    throw found ? concerning([found.owner], refusal) : refusal;
  }

  /** Looks up a token in its sender's queue. */
  private async find<T>(
    token: string,
    network: string,
    find: (tx: PlatformTransaction) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const hash = tokenHash(token);
    const found = await this.unitOfWork.findCaller(this.turns.senderOf(hash, network), find);
    if (found !== undefined) this.turns.note(hash, network);
    return found;
  }
}
