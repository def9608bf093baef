import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { UserOwned } from '../users/user-owned.js';

/** A user's session, stored as the SHA-256 of its random token. Ends with logout, deactivation or a new password. */
@Entity('user_sessions')
@Index('uq_user_sessions_hash', ['hash'], { unique: true })
@Index('ix_user_sessions_user', ['accountId', 'userId'])
export class UserSession extends UserOwned {
  @Id() id: string;
  @Reference() userId: string;
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;
}
