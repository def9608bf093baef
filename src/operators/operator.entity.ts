import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A member of Declaree's support staff, outside every account. */
@Entity('operators')
@Index('uq_operators_user_name', ['userNameKey'], { unique: true })
export class Operator {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: NAME_LENGTH })
  userName: string;

  @Column({ type: 'varchar', length: KEY_LENGTH })
  userNameKey: string;

  @Column({ type: 'varchar', length: 255 })
  passwordHash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  /** Set while the operator is disabled. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  disabledAt: string | null;
}
