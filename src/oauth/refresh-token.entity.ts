import { Column, Entity, Index } from 'typeorm';
import { Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { ConnectionOwned } from './connection-owned.js';

/** A refresh token. Each is exchanged for a new one of the same family when it is used. */
@Entity('oauth_refresh_tokens')
@Index('uq_oauth_refresh_tokens_hash', ['hash'], { unique: true })
@Index('ix_oauth_refresh_tokens_client', ['accountId', 'connectionId'])
@Index('ix_oauth_refresh_tokens_family', ['accountId', 'familyId'])
export class RefreshToken extends ConnectionOwned {
  @Reference() familyId: string;

  /** SHA-256 of the token. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;

  /** When it was exchanged for a new one. */
  @Instant({ nullable: true }) rotatedAt: string | null;

  /** What it was exchanged for, encrypted with a key derived from the token itself. */
  @Column({ type: 'text', nullable: true }) successor: string | null;
}
