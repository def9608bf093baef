import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import { CredentialDirectory } from './credential-directory.js';
import type { Principal } from './principal.js';
import { concerning, endedSession, unknownKey } from './refusals.js';
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
    const token = /^(?:Bearer +)?(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      this.fail(401);
      return;
    }
    this.resolve(token).then(
      (principal) => this.success(principal),
      (error: Error) => this.error(error),
    );
  }

  private async resolve(token: string): Promise<Principal> {
    if (!token.startsWith(SESSION_PREFIX)) return this.resolveKey(token);
    const principal = await this.unitOfWork.readPlatform((tx) => this.directory.findBySession(tx, token));
    if (!principal) throw endedSession();
    return principal;
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
