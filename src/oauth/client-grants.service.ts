import { Injectable } from '@nestjs/common';
import { idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import type { ProvenClient } from './client-authentication.service.js';
import { invalidClient, OauthError } from './oauth-error.js';
import { OauthClient } from './oauth-client.entity.js';
import { SecretUses } from './secret-uses.service.js';
import { TokenIssuer, type TokenAnswer } from './token-issuer.service.js';

/** The grant `client_credentials` (RFC 6749 §4.4). */
@Injectable()
export class ClientGrants {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rates: AccountRates,
    private readonly issuer: TokenIssuer,
    private readonly secretUses: SecretUses,
  ) {}

  /**
   * Throws `unauthorized_client` for a catalogue client, `invalid_client` for a connection that was revoked meanwhile,
   * `throttled` if the account exceeds its rate.
   */
  async issue(client: ProvenClient): Promise<TokenAnswer> {
    if (client.type === 'catalogue') {
      throw new OauthError('unauthorized_client', 'This client must ask with an authorization code.');
    }
    const { id, accountId, secretId } = client;
    this.rates.ensureAllowed(accountId);
    const answer = await this.unitOfWork.write(accountId, async (tx) => {
      if (!(await tx.find(OauthClient, { columns: ['id'], where: idIs(id) }))) throw invalidClient();
      return this.issuer.issueAccess(tx, id);
    });
    if (secretId !== null) this.secretUses.note(accountId, secretId);
    return answer;
  }
}
