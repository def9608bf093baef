import { Column, Entity, Index } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../accounts/account-owned.js';
import type { GrantableRole } from '../users/user.entity.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A group of users of one account; names are unique in the account, case-insensitive. */
@Entity('groups')
@Index('uq_groups_display_name', ['accountId', 'displayNameKey'], { unique: true })
@Index('ix_groups_external_id_order', ['accountId', 'externalId', 'id'])
export class Group extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) displayName: string;
  @Column({ type: 'varchar', length: KEY_LENGTH }) displayNameKey: string;
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) externalId: string | null;

  /** The role that the group grants its members; null for none. */
  @Column({ type: 'varchar', length: 16, nullable: true }) role: GrantableRole | null;

  /**
   * Whether an approval policy names the group or once did, so that its members approve expense reports.
   * Never reset.
   */
  @Column({ type: 'boolean', default: false }) approves: boolean;

  @Column({ type: 'int', default: 0 }) memberCount: number;
  @Column({ type: 'int' }) version: number;
  @Instant() createdAt: string;
  @Instant() updatedAt: string;
}
