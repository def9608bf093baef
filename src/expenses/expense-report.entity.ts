import { Column, Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { AccountOwned } from '../accounts/account-owned.js';
import { Organization } from '../organizations/organization.entity.js';
import { User } from '../users/user.entity.js';

export const REPORT_STATUSES = ['open', 'submitted', 'approved', 'rejected', 'closed'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** The longest title, in characters. */
export const TITLE_LENGTH = 200;

/** The largest total, in minor units of the currency. */
export const LARGEST_TOTAL = 2_000_000_000;

/**
 * What a person has spent and claims back. The owner's name and number, cost center and department are as
 * they were when the report was last submitted, or else created.
 */
@Entity('expense_reports')
@Index('ix_expense_reports_owner', ['accountId', 'ownerId', 'status', 'id'])
@Index('ix_expense_reports_status', ['accountId', 'status', 'id'])
@Index('ix_expense_reports_organization', ['accountId', 'organizationId', 'id'])
export class ExpenseReport extends AccountOwned {
  @Id() id: string;
  @Reference() ownerId: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) ownerName: string;
  @Column({ type: 'text', nullable: true }) employeeNumber: string | null;
  @Reference() organizationId: string;
  @Column({ type: 'text', nullable: true }) costCenter: string | null;
  @Column({ type: 'text', nullable: true }) department: string | null;
  @Column({ type: 'varchar', length: TITLE_LENGTH }) title: string;

  /** ISO 4217. */
  @Column({ type: 'varchar', length: 3 }) currency: string;

  /** In minor units of the currency. */
  @Column({ type: 'int' }) total: number;

  @Column({ type: 'varchar', length: 16 }) status: ReportStatus;

  /** How often it has been submitted. */
  @Column({ type: 'int' }) round: number;

  /** Who submitted it: the owner, or somebody on behalf of an owner who has left. */
  @Reference({ nullable: true }) submittedById: string | null;
  @Instant({ nullable: true }) submittedAt: string | null;

  /** When administrators were notified that nobody can approve it. */
  @Instant({ nullable: true }) warnedAt: string | null;
  @Column({ type: 'int' }) version: number;
  @Instant() createdAt: string;
  @Instant() updatedAt: string;
  @InAccount(() => User, 'NO ACTION') owner: Relation<User>;
  @InAccount(() => Organization, 'NO ACTION') organization: Relation<Organization>;
}
