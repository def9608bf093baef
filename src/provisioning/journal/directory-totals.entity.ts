import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Instant } from '../../platform/database/sql/entity-columns.js';

/** How many users and groups an account has; kept up to date with the runs, about a second after each change. */
@Entity('directory_totals')
export class DirectoryTotals extends AccountOwned {
  @Column({ type: 'int' }) users: number;
  @Column({ type: 'int' }) active: number;

  /** Users with an external id. Only the previous release reads it, after a roll-back. */
  @Column({ type: 'int', default: 0 }) provisioned: number;

  @Column({ type: 'int' }) groups: number;
  @Column({ type: 'int' }) members: number;

  /** When they were last counted from the rows themselves. */
  @Instant({ nullable: true }) countedAt: string | null;
}
