import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import type { AuthorKind, Channel } from '../../platform/database/author.js';
import { Id, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';

export const JOB_STATES = ['running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const JOB_KINDS = ['undo', 'deactivation', 'make-local'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/**
 * The undo of a run, or a change to everything that an identity provider managed, carried out in slices. Each
 * slice stores how far the job is, so that any process can continue.
 */
@Entity('undo_jobs')
@Index('ix_undo_jobs_run', ['accountId', 'runId'])
@Index('ix_undo_jobs_state', ['accountId', 'state'])
export class UndoJob extends AccountOwned {
  @Id() id: string;

  @Column({ type: 'varchar', length: 16, default: 'undo' }) kind: JobKind;

  /** The run that is undone; of other jobs, the run that they form. */
  @Reference() runId: string;

  /** The run that the job forms. */
  @Reference() undoRunId: string;

  @Column({ type: 'varchar', length: 16 }) authorKind: AuthorKind;
  @Reference({ nullable: true }) authorId: string | null;
  @Column({ type: 'varchar', length: NAME_LENGTH }) author: string;
  @Column({ type: 'varchar', length: 8 }) via: Channel;
  @Column({ type: 'varchar', length: 64, nullable: true }) address: string | null;

  /** What to undo, as JSON of `UndoChoice`. */
  @Column({ type: 'text', nullable: true }) choice: string | null;

  @Column({ type: 'varchar', length: 8 }) state: JobState;

  /** The number of the current step. */
  @Column({ type: 'int' }) step: number;

  /** The last resource that the step has handled. */
  @Column({ type: 'varchar', length: 64 }) cursor: string;

  /** How many names could not be put back yet in this step, because others still had them. */
  @Column({ type: 'int' }) waiting: number;

  /** How many changes of the journal, or people and groups, the steps have gone through, and how many there are. */
  @Column({ type: 'int' }) done: number;
  @Column({ type: 'int' }) total: number;

  /** How many values an undo has put back, or how many people or groups another job has changed. */
  @Column({ type: 'int' }) restored: number;
  @Column({ type: 'int' }) skipped: number;
  @Column({ type: 'int' }) impossible: number;

  /** The first entries that were skipped or impossible, as JSON of `LeftEntries`. */
  @Column({ type: 'text', nullable: true }) left: string | null;

  /** The process that works on the job renews this lease. When it has passed, another process takes over. */
  @Instant() leaseUntil: string;

  @Instant() createdAt: string;
  @Instant({ nullable: true }) finishedAt: string | null;
}
