import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** An assertion that has been used, so that it is not accepted again (RFC 7523 §3, `jti`). */
@Entity('oauth_assertions')
@Index('uq_oauth_assertions_hash', ['hash'], { unique: true })
@Index('ix_oauth_assertions_expiry', ['accountId', 'expiresAt'])
export class UsedAssertion {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** SHA-256 of the connection's id and the `jti`. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_oauth_assertions_account' })
  account: Relation<Account>;
}
