import { Inject, Injectable } from '@nestjs/common';
import { ACCESS_PREFIX, newToken, REFRESH_PREFIX, tokenHash } from '../auth/tokens.js';
import { newId } from '../common/identifier.js';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../config/settings.module.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { AccessToken } from './access-token.entity.js';
import { RefreshToken } from './refresh-token.entity.js';
import { SCOPE } from './scope.js';

const MINUTE_MS = 60_000;

/** How long a refresh token lasts if it is not used. */
export const REFRESH_LASTS_MS = 180 * 86_400_000;

/** The longest that an access token lasts: the upper bound of the setting. */
export const ACCESS_LASTS_AT_MOST_MS = 360 * MINUTE_MS;

/** The answer to a token request (RFC 6749 §5.1). */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  scope: string;
  refresh_token?: string;
}

/** Issues tokens. They are shown once; the database has their hashes. */
@Injectable()
export class TokenIssuer {
  private readonly lastsMs: number;

  constructor(@Inject(SETTINGS) { oauthTokenMinutes }: Pick<Settings, 'oauthTokenMinutes'>) {
    this.lastsMs = oauthTokenMinutes * MINUTE_MS;
  }

  /** @param familyId the family of tokens from one authorization code; null for client credentials */
  async issueAccess(
    tx: AccountTransaction,
    connectionId: string,
    familyId: string | null = null,
  ): Promise<TokenAnswer> {
    const token = newToken(ACCESS_PREFIX);
    const row = { id: newId(), connectionId, familyId, hash: tokenHash(token), ...lasting(this.lastsMs) };
    await tx.insert(AccessToken, [row]);
    return { access_token: token, token_type: 'Bearer', expires_in: this.lastsMs / 1_000, scope: SCOPE };
  }

  /** An access token and a refresh token of one family. */
  async issueBoth(tx: AccountTransaction, connectionId: string, familyId: string): Promise<TokenAnswer> {
    const answer = await this.issueAccess(tx, connectionId, familyId);
    const token = newToken(REFRESH_PREFIX);
    const row = { id: newId(), connectionId, familyId, hash: tokenHash(token), ...lasting(REFRESH_LASTS_MS) };
    await tx.insert(RefreshToken, [{ ...row, rotatedAt: null, successor: null }]);
    return { ...answer, refresh_token: token };
  }
}

function lasting(ms: number) {
  const now = Date.now();
  return { createdAt: new Date(now).toISOString(), expiresAt: new Date(now + ms).toISOString() };
}
