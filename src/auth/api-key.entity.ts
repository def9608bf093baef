import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { UserOwned } from '../users/user-owned.js';

/** Warn this many days before a key expires. */
export const KEY_ENDS_SOON_DAYS = 30;

/** A long-lived key of one administrator, for identity providers that send a token instead of a password. */
@Entity('api_keys')
@Index('uq_api_keys_hash', ['hash'], { unique: true })
@Index('ix_api_keys_user', ['accountId', 'userId'])
export class ApiKey extends UserOwned {
  @Id() id: string;
  @Reference() userId: string;
  @Column({ type: 'varchar', length: 255 }) name: string;

  /** SHA-256 of the key; the key has 256 random bits, so a slow hash would add nothing. */
  @Column({ type: 'varchar', length: 64 }) hash: string;

  @Instant() createdAt: string;
  @Instant({ nullable: true }) expiresAt: string | null;

  /** To the minute; see `ApiKeyUses`. */
  @Instant({ nullable: true }) lastUsedAt: string | null;

  /** When the account's administrators were last warned that the key ends. */
  @Instant({ nullable: true }) warnedAt: string | null;
}
