import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Instant } from '../../platform/database/sql/entity-columns.js';

/** The last comparison of an account's users with its identity provider's list. Kept for 30 days. */
@Entity('drift_reports')
export class DriftReport extends AccountOwned {
  @Instant() comparedAt: string;

  /** Columns and totals, as JSON of `DriftSummary`. */
  @Column({ type: 'text', nullable: true }) summary: string | null;
}
