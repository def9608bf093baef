import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { UserOwned } from '../users/user-owned.js';

/** A password reset link, stored as the SHA-256 of its random token. */
@Entity('password_resets')
@Index('uq_password_resets_hash', ['hash'], { unique: true })
@Index('ix_password_resets_user', ['accountId', 'userId'])
export class PasswordReset extends UserOwned {
  @Id() id: string;
  @Reference() userId: string;
  @Column({ type: 'varchar', length: 64 }) hash: string;

  /** Hash of the stored password hash: the link becomes invalid when the password changes. */
  @Column({ type: 'varchar', length: 64 }) passwordFingerprint: string;

  @Instant() createdAt: string;
  @Instant() expiresAt: string;
}
