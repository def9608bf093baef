import { Column, Entity, Index } from 'typeorm';
import { Instant } from '../platform/database/sql/entity-columns.js';
import { ConnectionOwned } from './connection-owned.js';

/** A code that a catalogue client exchanges for tokens once. Its id is the family of those tokens. */
@Entity('oauth_codes')
@Index('uq_oauth_codes_hash', ['hash'], { unique: true })
@Index('ix_oauth_codes_client', ['accountId', 'connectionId'])
export class AuthorizationCode extends ConnectionOwned {
  /** SHA-256 of the code. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Column({ type: 'varchar', length: 2000 }) redirectUri: string;

  /** The S256 challenge of RFC 7636; null without PKCE. */
  @Column({ type: 'varchar', length: 128, nullable: true }) codeChallenge: string | null;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;
  @Instant({ nullable: true }) usedAt: string | null;
}
