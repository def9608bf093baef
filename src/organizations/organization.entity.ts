import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A legal entity of an account; the tree has one root. */
@Entity('organizations')
@Index('uq_organizations_name', ['accountId', 'nameKey'], { unique: true })
@Index('ix_organizations_parent', ['accountId', 'parentId'])
export class Organization {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: NAME_LENGTH })
  name: string;

  @Column({ type: 'varchar', length: KEY_LENGTH })
  nameKey: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  parentId: string | null;

  @Column({ type: 'int' })
  version: number;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  updatedAt: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_organizations_account' })
  account: Relation<Account>;

  @ManyToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_organizations_parent',
    },
    { name: 'parentId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_organizations_parent' },
  ])
  parent: Relation<Organization> | null;
}
