import { Column, Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import type { MoveReason, Origin } from './approval-step.entity.js';
import { ExpenseReport } from './expense-report.entity.js';

/** The index by which the moves of events are found. */
export const MOVES_BY_EVENT = 'ix_approval_moves_event';

/** A move of an open step from one approver to the next. Ids are in chronological order. */
@Entity('approval_moves')
@Index(MOVES_BY_EVENT, ['accountId', 'eventId', 'id'])
@Index('ix_approval_moves_from', ['accountId', 'fromId', 'id'])
@Index('ix_approval_moves_report', ['accountId', 'reportId', 'id'])
export class ApprovalMove {
  @Id() accountId: string;
  @Id() id: string;
  @Reference() reportId: string;
  @Reference() stepId: string;

  /** The provisioning event that caused it. */
  @Reference({ nullable: true }) eventId: string | null;

  /** Null if the report waited for an approver. */
  @Reference({ nullable: true }) fromId: string | null;

  /** The origin that the step had before. */
  @Column({ type: 'varchar', length: 16 }) fromOrigin: Origin;

  /** Null if the report has been waiting for an approver since then. */
  @Reference({ nullable: true }) toId: string | null;
  @Column({ type: 'varchar', length: 16 }) reason: MoveReason;
  @Instant() createdAt: string;
  @InAccount(() => ExpenseReport, 'CASCADE') report: Relation<ExpenseReport>;
}
