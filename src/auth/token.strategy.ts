import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import type { DomainError } from '../common/errors.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import { CredentialDirectory } from './credential-directory.js';
import type { Principal } from './principal.js';
import { concerning, endedSession, unknownKey } from './refusals.js';
import { repeatedCredential } from './repeated-credential.js';
import { SESSION_PREFIX } from './tokens.js';

type PassportRequest = Parameters<Strategy['authenticate']>[0];

/** API keys and session tokens: `Authorization: Bearer TOKEN`, or the bare token, as Okta's header mode sends it. */
@Injectable()
export class TokenStrategy extends Strategy {
  // Passport's registry is one for the process; servers that share a process must not share strategies.
  readonly name = `token-${randomUUID()}`;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
    private readonly keyUses: ApiKeyUses,
  ) {
    super();
    passport.use(this.name, this);
  }

  override authenticate(request: PassportRequest): void {
    const { authorization = '' } = request.headers;
    const token = /^(?:Bearer +)?(\S+) *$/i.exec(authorization)?.[1];
    const principal = token === undefined ? this.refuseRepeated(authorization) : this.resolve(token);
    if (!principal) {
      this.fail(401);
      return;
    }
    principal.then(
      (found) => this.success(found),
      (error: Error) => this.error(error),
    );
  }

  private async resolve(token: string): Promise<Principal> {
    if (!token.startsWith(SESSION_PREFIX)) return this.resolveKey(token);
    const principal = await this.unitOfWork.readPlatform((tx) => this.directory.findBySession(tx, token));
    if (!principal) throw endedSession();
    return principal;
  }

  /** The refusal of a header that is read by nobody; undefined where nothing in it is said twice. */
  private refuseRepeated(authorization: string): Promise<never> | undefined {
    const refusal = repeatedCredential(authorization);
    return refusal && this.refuse(refusal, authorization.trim().split(/\s+/).at(-1) ?? '');
  }

  /** Where the key is somebody's, the account's provisioning log tells of the refusal. */
  private async refuse(refusal: DomainError, key: string): Promise<never> {
    const found = await this.unitOfWork.readPlatform((tx) => this.directory.findByKey(tx, key));
    throw found ? concerning([found.owner], refusal) : refusal;
  }

  private async resolveKey(key: string): Promise<Principal> {
    const found = await this.unitOfWork.readPlatform((tx) => this.directory.findByKey(tx, key));
    if (!found) throw unknownKey();
    const { owner, hasExpired } = found;
    // Whose key it was is known, so the account's provisioning log can say why the identity provider stays out.
    if (hasExpired) throw concerning([owner], unknownKey());
    if (owner.kind === 'user' && owner.apiKeyId !== undefined) {
      this.keyUses.note(owner.accountId, owner.apiKeyId);
    }
    return owner;
  }
}
