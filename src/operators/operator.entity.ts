import { Column, Entity, Index } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A member of Declaree's support staff, outside every account. */
@Entity('operators')
@Index('uq_operators_user_name', ['userNameKey'], { unique: true })
export class Operator {
  @Id() id: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) userName: string;
  @Column({ type: 'varchar', length: KEY_LENGTH }) userNameKey: string;
  @Column({ type: 'varchar', length: 255 }) passwordHash: string;
  @Instant() createdAt: string;

  /** Set while the operator is disabled. */
  @Instant({ nullable: true }) disabledAt: string | null;
}
