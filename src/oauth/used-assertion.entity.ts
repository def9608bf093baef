import { Column, Entity, Index } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../accounts/account-owned.js';

/** An assertion that has been used, so that it is not accepted again (RFC 7523 §3, `jti`). */
@Entity('oauth_assertions')
@Index('uq_oauth_assertions_hash', ['hash'], { unique: true })
@Index('ix_oauth_assertions_expiry', ['accountId', 'expiresAt'])
export class UsedAssertion extends AccountOwned {
  @Id() id: string;

  /** SHA-256 of the connection's id and the `jti`. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() expiresAt: string;
}
