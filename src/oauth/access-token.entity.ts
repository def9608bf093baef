import { Column, Entity, Index } from 'typeorm';
import { Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { ConnectionOwned } from './connection-owned.js';

/** An access token of a connection, for SCIM. */
@Entity('oauth_access_tokens')
@Index('uq_oauth_access_tokens_hash', ['hash'], { unique: true })
@Index('ix_oauth_access_tokens_client', ['accountId', 'connectionId'])
@Index('ix_oauth_access_tokens_family', ['accountId', 'familyId'])
export class AccessToken extends ConnectionOwned {
  /** The family of tokens from one authorization code; null for client credentials. */
  @Reference({ nullable: true }) familyId: string | null;

  /** SHA-256 of the token. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;
}
