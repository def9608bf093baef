import { Column, Entity, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { Organization } from '../organizations/organization.entity.js';

export const FALLBACKS = ['final', 'admins'] as const;
export type Fallback = (typeof FALLBACKS)[number];

export const LEAVER_SUBMITTERS = ['manager', 'controller', 'nobody'] as const;
export type LeaverSubmitter = (typeof LEAVER_SUBMITTERS)[number];

/** Who approves the reports of an organization, and of those below it that have no policy of their own. */
@Entity('approval_policies')
export class ApprovalPolicy {
  @Id() accountId: string;
  @Id() organizationId: string;

  /** How many approvers above the manager, 0 to 2. */
  @Column({ type: 'int' }) levels: number;
  @Reference({ nullable: true }) finalApproverId: string | null;
  @Reference({ nullable: true }) finalGroupId: string | null;

  /** The final approver is asked from this total on, in minor units; null: only as a fallback. */
  @Column({ type: 'int', nullable: true }) finalFrom: number | null;

  /** Who approves if nobody above the owner can. */
  @Column({ type: 'varchar', length: 16 }) fallback: Fallback;

  /** Who may submit the open reports of a person who has left, and for how many days. */
  @Column({ type: 'varchar', length: 16 }) submitForLeaver: LeaverSubmitter;
  @Column({ type: 'int' }) leaverDays: number;
  @Column({ type: 'int' }) version: number;
  @Instant() updatedAt: string;
  @InAccount(() => Organization, 'CASCADE') organization: Relation<Organization>;
}
