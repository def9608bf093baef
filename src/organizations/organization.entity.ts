import { Column, Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../accounts/account-owned.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A legal entity of an account; the tree has one root. */
@Entity('organizations')
@Index('uq_organizations_name', ['accountId', 'nameKey'], { unique: true })
@Index('ix_organizations_parent', ['accountId', 'parentId'])
export class Organization extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) name: string;
  @Column({ type: 'varchar', length: KEY_LENGTH }) nameKey: string;
  @Reference({ nullable: true }) parentId: string | null;
  @Column({ type: 'int' }) version: number;
  @Instant() createdAt: string;
  @Instant() updatedAt: string;
  @InAccount(() => Organization, 'NO ACTION') parent: Relation<Organization> | null;
}
