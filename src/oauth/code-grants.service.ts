import { Injectable } from '@nestjs/common';
import { tokenHash } from '../auth/tokens.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AuthorizationCode } from './authorization-code.entity.js';
import type { ProvenClient } from './client-authentication.service.js';
import { parameter, requiredParameter } from './form-parameters.js';
import { invalidGrant, OauthError } from './oauth-error.js';
import { fitsChallenge } from './pkce.js';
import { RefusedClients } from './refused-clients.service.js';
import { TokenIssuer, type TokenAnswer } from './token-issuer.service.js';
import { revokeFamily } from './token-families.js';
import { TokenHolders, type TokenHolder } from './token-holders.js';
import { reusedCode } from './refusals.js';

type Outcome = { answer: TokenAnswer } | { isReused: boolean };

/** The grant `authorization_code` (RFC 6749 §4.1.3) with PKCE (RFC 7636). */
@Injectable()
export class CodeGrants {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly holders: TokenHolders,
    private readonly issuer: TokenIssuer,
    private readonly refused: RefusedClients,
  ) {}

  /**
   * Throws `invalid_grant` for a code that is unknown, expired, used, another client's, or for another
   * redirect URI or verifier. A second use also revokes the tokens that the first one returned (RFC 6749
   * §4.1.2).
   */
  async issue(client: ProvenClient, form: URLSearchParams, product: string | null): Promise<TokenAnswer> {
    if (client.type !== 'catalogue') {
      throw new OauthError('unauthorized_client', 'This client must ask with client_credentials.');
    }
    const hash = tokenHash(requiredParameter(form, 'code'));
    const asked = {
      redirectUri: requiredParameter(form, 'redirect_uri'),
      verifier: parameter(form, 'code_verifier'),
      hash,
    };
    const holder = await this.holders.ofCode(hash, client.id);
    if (!holder) throw unusable();
    const outcome = await this.unitOfWork.write(holder.accountId, (tx) => this.use(tx, asked));
    if ('answer' in outcome) return outcome.answer;
    if (outcome.isReused) this.noteReuse(holder, product);
    throw unusable();
  }

  private async use(
    tx: AccountTransaction,
    { hash, redirectUri, verifier }: { hash: string; redirectUri: string; verifier: string | undefined },
  ): Promise<Outcome> {
    const code = await tx.find(AuthorizationCode, {
      columns: ['id', 'connectionId', 'redirectUri', 'codeChallenge', 'expiresAt', 'usedAt'],
      where: equal('hash', hash),
      forUpdate: true,
    });
    if (!code) return { isReused: false };
    if (code.usedAt !== null) {
      await revokeFamily(tx, { connectionId: code.connectionId, familyId: code.id });
      return { isReused: true };
    }
    const now = new Date().toISOString();
    const fits =
      code.expiresAt > now &&
      code.redirectUri === redirectUri &&
      provesChallenge(code.codeChallenge, verifier);
    if (!fits) return { isReused: false };
    await tx.update(AuthorizationCode, { usedAt: now }, idIs(code.id));
    return { answer: await this.issuer.issueBoth(tx, code.connectionId, code.id) };
  }

  private noteReuse({ accountId, name: actor }: TokenHolder, client: string | null): void {
    this.refused.note({ accountId, actor, refusal: reusedCode(), client });
  }
}

/**
 * A verifier without a challenge is refused too: somebody may have removed it from the request (RFC 9700
 * §4.8.2).
 */
function provesChallenge(challenge: string | null, verifier: string | undefined): boolean {
  if (challenge === null || verifier === undefined) return challenge === null && verifier === undefined;
  return fitsChallenge(verifier, challenge);
}

const unusable = () =>
  invalidGrant(
    'The code is unknown, expired or used, or belongs to another client, redirect_uri or code_verifier. Start again at /oauth/authorize.',
  );
