import { Column, Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { ExpenseReport } from './expense-report.entity.js';

/** Why a step has its approver. */
export const ORIGINS = ['manager', 'second', 'final', 'fallback', 'rerouted', 'deputy', 'manual'] as const;
export type Origin = (typeof ORIGINS)[number];

/** `chain`: the managers above the owner; `final`: the final approver; `fallback`: nobody above the owner can approve. */
export type Stage = 'chain' | 'final' | 'fallback';

export const STEP_STATES = ['open', 'approved', 'rejected', 'retracted'] as const;
export type StepState = (typeof STEP_STATES)[number];

/**
 * `no-approver`: nobody can approve. `reroute`: a job looks for the next approver, and nobody can decide
 * meanwhile.
 */
export const WAITING_REASONS = ['no-approver', 'reroute'] as const;
export type WaitingFor = (typeof WAITING_REASONS)[number];

/** Why an open step goes from one approver to the next. */
export const MOVE_REASONS = [
  'deactivated',
  'deleted',
  'manager',
  'role',
  'membership',
  'found',
  'undo',
  'manual',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** The longest note, in characters. */
export const NOTE_LENGTH = 1_000;

/** A decision about a report, made or still to be made. A submitted report has exactly one open step. */
@Entity('approval_steps')
@Index('ix_approval_steps_report', ['accountId', 'reportId', 'position'])
@Index('ix_approval_steps_approver', ['accountId', 'approverId', 'state', 'id'])
@Index('ix_approval_steps_group', ['accountId', 'groupId', 'state', 'id'])
@Index('ix_approval_steps_waiting', ['accountId', 'waitingFor', 'id'])
export class ApprovalStep {
  @Id() accountId: string;
  @Id() id: string;
  @Reference() reportId: string;

  /** Counts from 1, through all rounds of the report. */
  @Column({ type: 'int' }) position: number;
  @Column({ type: 'int' }) round: number;
  @Column({ type: 'varchar', length: 16 }) stage: Stage;

  /** Null if nobody can approve. */
  @Reference({ nullable: true }) approverId: string | null;

  /** The final group, whose other members may decide as well. */
  @Reference({ nullable: true }) groupId: string | null;
  @Column({ type: 'varchar', length: 16 }) origin: Origin;

  /** Whom the approver stands in for. */
  @Reference({ nullable: true }) replacedId: string | null;
  @Column({ type: 'varchar', length: 16, nullable: true }) waitingFor: WaitingFor | null;

  /** Why a job moves the step; null unless it waits for that. */
  @Column({ type: 'varchar', length: 16, nullable: true }) moveReason: MoveReason | null;
  @Column({ type: 'varchar', length: 16 }) state: StepState;
  @Instant({ nullable: true }) decidedAt: string | null;
  @Column({ type: 'text', nullable: true }) note: string | null;

  /** The provisioning event that gave it this approver. */
  @Reference({ nullable: true }) eventId: string | null;
  @Instant() createdAt: string;
  @InAccount(() => ExpenseReport, 'CASCADE') report: Relation<ExpenseReport>;
}
