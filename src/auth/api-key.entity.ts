import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Warn this many days before a key expires. */
export const KEY_ENDS_SOON_DAYS = 30;

/** A long-lived key of one administrator, for identity providers that send a token instead of a password. */
@Entity('api_keys')
@Index('uq_api_keys_hash', ['hash'], { unique: true })
@Index('ix_api_keys_user', ['accountId', 'userId'])
export class ApiKey {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  userId: string;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  /** SHA-256 of the key; the key has 256 random bits, so a slow hash would add nothing. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  expiresAt: string | null;

  /** To the minute; see `ApiKeyUses`. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastUsedAt: string | null;

  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    { name: 'accountId', referencedColumnName: 'accountId', foreignKeyConstraintName: 'fk_api_keys_user' },
    { name: 'userId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_api_keys_user' },
  ])
  user: Relation<User>;
}
