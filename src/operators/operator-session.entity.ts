import { Column, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { Operator } from './operator.entity.js';

/** An operator's session, stored as the SHA-256 of its random token. */
@Entity('operator_sessions')
@Index('uq_operator_sessions_hash', ['hash'], { unique: true })
@Index('ix_operator_sessions_operator', ['operatorId'])
export class OperatorSession {
  @Id() id: string;
  @Reference() operatorId: string;
  @Column({ type: 'varchar', length: 64 }) hash: string;
  @Instant() createdAt: string;
  @Instant() expiresAt: string;

  @ManyToOne(() => Operator, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  operator: Relation<Operator>;
}
