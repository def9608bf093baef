import { Injectable } from '@nestjs/common';
import { ACCESS_PREFIX, tokenHash } from '../auth/tokens.js';
import { equal } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccessToken } from './access-token.entity.js';
import type { ProvenClient } from './client-authentication.service.js';
import { RefreshToken } from './refresh-token.entity.js';
import { revokeFamily } from './token-families.js';
import { TokenHolders } from './token-holders.js';

/** Revokes tokens at the request of their client (RFC 7009). */
@Injectable()
export class TokenRevocation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly holders: TokenHolders,
  ) {}

  /**
   * Revoking a refresh token ends all tokens of its family. An unknown token, or another client's, changes
   * nothing.
   */
  async revoke({ id }: ProvenClient, token: string): Promise<void> {
    const hash = tokenHash(token);
    if (token.startsWith(ACCESS_PREFIX)) {
      const holder = await this.holders.ofAccessToken(hash, id);
      if (!holder) return;
      await this.unitOfWork.write(holder.accountId, (tx) => tx.delete(AccessToken, equal('hash', hash)));
      return;
    }
    const holder = await this.holders.ofRefreshToken(hash, id);
    if (!holder) return;
    await this.unitOfWork.write(holder.accountId, async (tx) => {
      const row = await tx.find(RefreshToken, {
        columns: ['connectionId', 'familyId'],
        where: equal('hash', hash),
        forUpdate: true,
      });
      if (row) await revokeFamily(tx, row);
    });
  }
}
