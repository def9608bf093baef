import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A password reset link, stored as the SHA-256 of its random token. */
@Entity('password_resets')
@Index('uq_password_resets_hash', ['hash'], { unique: true })
@Index('ix_password_resets_user', ['accountId', 'userId'])
export class PasswordReset {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  userId: string;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  /** Hash of the stored password hash: the link becomes invalid when the password changes. */
  @Column({ type: 'varchar', length: 64 })
  passwordFingerprint: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_password_resets_user',
    },
    { name: 'userId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_password_resets_user' },
  ])
  user: Relation<User>;
}
