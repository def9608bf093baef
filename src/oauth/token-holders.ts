import { Injectable } from '@nestjs/common';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

/** The connection that a code or token belongs to. */
export interface TokenHolder {
  accountId: string;
  connectionId: string;
  name: string;
}

const holderOf = (table: 'oauth_codes' | 'oauth_refresh_tokens' | 'oauth_access_tokens') =>
  rawStatement<TokenHolder>(
    `SELECT t."accountId", t."connectionId", c."name" FROM "${table}" t
    JOIN "oauth_clients" c ON c."accountId" = t."accountId" AND c."id" = t."connectionId"
    JOIN "accounts" a ON a."id" = c."accountId" AND a."removingSince" IS NULL
    WHERE t."hash" = ? AND (c."id" = ? OR c."catalogueClientId" = ?)`,
    {},
  );

const OF_CODE = holderOf('oauth_codes');
const OF_REFRESH_TOKEN = holderOf('oauth_refresh_tokens');
const OF_ACCESS_TOKEN = holderOf('oauth_access_tokens');

/**
 * Finds the connection of a code or token by its hash, in all accounts; undefined unless it belongs to the
 * client with that row id.
 */
@Injectable()
export class TokenHolders {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  ofCode(hash: string, clientRowId: string): Promise<TokenHolder | undefined> {
    return this.find(OF_CODE, hash, clientRowId);
  }

  ofRefreshToken(hash: string, clientRowId: string): Promise<TokenHolder | undefined> {
    return this.find(OF_REFRESH_TOKEN, hash, clientRowId);
  }

  ofAccessToken(hash: string, clientRowId: string): Promise<TokenHolder | undefined> {
    return this.find(OF_ACCESS_TOKEN, hash, clientRowId);
  }

  private async find(statement: typeof OF_CODE, hash: string, clientRowId: string) {
    const [holder] = await this.unitOfWork.readPlatform((tx) =>
      tx.queryAcrossAccounts(statement, [hash, clientRowId, clientRowId]),
    );
    return holder;
  }
}
