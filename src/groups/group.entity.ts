import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A group of users of one account; names are unique in the account, case-insensitive. */
@Entity('groups')
@Index('uq_groups_display_name', ['accountId', 'displayNameKey'], { unique: true })
@Index('ix_groups_external_id_order', ['accountId', 'externalId', 'id'])
export class Group {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: NAME_LENGTH })
  displayName: string;

  @Column({ type: 'varchar', length: KEY_LENGTH })
  displayNameKey: string;

  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true })
  externalId: string | null;

  @Column({ type: 'int', default: 0 })
  memberCount: number;

  @Column({ type: 'int' })
  version: number;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  updatedAt: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_groups_account' })
  account: Relation<Account>;
}
