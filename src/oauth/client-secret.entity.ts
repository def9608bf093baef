import { Column, Entity, Index } from 'typeorm';
import { Instant } from '../platform/database/sql/entity-columns.js';
import { ConnectionOwned } from './connection-owned.js';

/** A secret of a connection. It can have several, so that a new one can replace an old one without a gap. */
@Entity('oauth_client_secrets')
@Index('uq_oauth_client_secrets_hash', ['hash'], { unique: true })
@Index('ix_oauth_client_secrets_client', ['accountId', 'connectionId'])
@Index('ix_oauth_client_secrets_expiry', ['accountId', 'expiresAt'])
export class ClientSecret extends ConnectionOwned {
  /** SHA-256 of the secret, which has 256 random bits. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;

  /** To the hour; see `SecretUses`. */
  @Instant({ nullable: true }) lastUsedAt: string | null;

  /** When the account's administrators were last warned by mail that the secret ends. */
  @Instant({ nullable: true }) warnedAt: string | null;
}
