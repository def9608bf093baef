import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Operator } from './operator.entity.js';

/** An operator's session, stored as the SHA-256 of its random token. */
@Entity('operator_sessions')
@Index('uq_operator_sessions_hash', ['hash'], { unique: true })
@Index('ix_operator_sessions_operator', ['operatorId'])
export class OperatorSession {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  operatorId: string;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  @ManyToOne(() => Operator, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'operatorId', foreignKeyConstraintName: 'fk_operator_sessions_operator' })
  operator: Relation<Operator>;
}
