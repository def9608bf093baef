import { hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { tokenHash } from '../auth/tokens.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs, present } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import { seal, unsealed } from '../platform/secrets/sealed.js';
import type { ProvenClient } from './client-authentication.service.js';
import { requiredParameter } from './form-parameters.js';
import { invalidGrant, OauthError } from './oauth-error.js';
import { RefreshToken } from './refresh-token.entity.js';
import { RefusedClients } from './refused-clients.service.js';
import { revokeFamily } from './token-families.js';
import { TokenHolders, type TokenHolder } from './token-holders.js';
import { TokenIssuer, type TokenAnswer } from './token-issuer.service.js';
import { reusedToken } from './refusals.js';

/** How long an exchanged token still gets the same answer, because the first answer may have been lost. */
const GRACE_MS = 30_000;

type Outcome = { answer: TokenAnswer } | { isReused: boolean };

/**
 * The grant `refresh_token` (RFC 6749 §6) with rotation (RFC 9700 §4.14.2). Requests with the same token, at
 * once or within the grace period, all get the answer of the first one, so that only one new token exists.
 * After that, the token counts as stolen.
 */
@Injectable()
export class RefreshGrants {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rates: AccountRates,
    private readonly holders: TokenHolders,
    private readonly issuer: TokenIssuer,
    private readonly refused: RefusedClients,
  ) {}

  /**
   * Throws `invalid_grant` for a token that is unknown, expired, revoked or another client's, and for one
   * whose grace period has passed; the latter also revokes its family.
   */
  async issue(client: ProvenClient, form: URLSearchParams, product: string | null): Promise<TokenAnswer> {
    if (client.type !== 'catalogue') {
      throw new OauthError('unauthorized_client', 'This client must ask with client_credentials.');
    }
    const token = requiredParameter(form, 'refresh_token');
    const holder = await this.holders.ofRefreshToken(tokenHash(token), client.id);
    if (!holder) throw unusable();
    this.rates.ensureAllowed(holder.accountId);
    const outcome = await this.unitOfWork.write(holder.accountId, (tx) => this.exchange(tx, token));
    if ('answer' in outcome) return outcome.answer;
    if (outcome.isReused) this.noteReuse(holder, product);
    throw unusable();
  }

  private async exchange(tx: AccountTransaction, token: string): Promise<Outcome> {
    const row = await tx.find(RefreshToken, {
      columns: ['id', 'connectionId', 'familyId', 'expiresAt', 'rotatedAt', 'successor'],
      where: equal('hash', tokenHash(token)),
      forUpdate: true,
    });
    const now = Date.now();
    if (!row || Date.parse(row.expiresAt) <= now) return { isReused: false };
    if (row.rotatedAt === null) return { answer: await this.rotate(tx, row, token) };
    const age = now - Date.parse(row.rotatedAt);
    const answer = age <= GRACE_MS ? lostAnswer(token, row.successor, age) : undefined;
    if (answer) return { answer };
    await revokeFamily(tx, row);
    return { isReused: true };
  }

  private async rotate(
    tx: AccountTransaction,
    { id, connectionId, familyId }: Pick<RefreshToken, 'id' | 'connectionId' | 'familyId'>,
    token: string,
  ): Promise<TokenAnswer> {
    const answer = await this.issuer.issueBoth(tx, connectionId, familyId);
    const successor = seal(keyOf(token), JSON.stringify(answer));
    const now = Date.now();
    await tx.update(RefreshToken, { rotatedAt: new Date(now).toISOString(), successor }, idIs(id));
    const graceEnded = new Date(now - GRACE_MS).toISOString();
    const old = all(equal('familyId', familyId), present('successor'), compare('rotatedAt', '<', graceEnded));
    await tx.update(RefreshToken, { successor: null }, old);
    return answer;
  }

  private noteReuse({ accountId, name: actor }: TokenHolder, client: string | null): void {
    this.refused.note({ accountId, actor, refusal: reusedToken(), client });
  }
}

/** The database has no key to the answer: only the old token decrypts it. */
function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'declaree oauth successor', 32));
}

function lostAnswer(token: string, successor: string | null, ageMs: number): TokenAnswer | undefined {
  const text = successor === null ? undefined : unsealed(keyOf(token), successor);
  if (text === undefined) return undefined;
  const answer = JSON.parse(text) as TokenAnswer;
  return { ...answer, expires_in: Math.floor(answer.expires_in - ageMs / 1_000) };
}

const unusable = () =>
  invalidGrant(
    'The refresh token is unknown, expired, revoked or used, or belongs to another client. Authorize the app again.',
  );
