import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A user's session, stored as the SHA-256 of its random token. Ends with logout, deactivation or a new password. */
@Entity('user_sessions')
@Index('uq_user_sessions_hash', ['hash'], { unique: true })
@Index('ix_user_sessions_user', ['accountId', 'userId'])
export class UserSession {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  userId: string;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_user_sessions_user',
    },
    { name: 'userId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_user_sessions_user' },
  ])
  user: Relation<User>;
}
