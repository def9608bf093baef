import { Entity } from 'typeorm';
import { AccountOwned } from '../accounts/account-owned.js';
import { Instant } from '../platform/database/sql/entity-columns.js';

/** An account has steps that wait for their next approver. */
@Entity('reroute_jobs')
export class RerouteJob extends AccountOwned {
  /** The process that works on the job renews this lease. When it has passed, another process takes over. */
  @Instant() leaseUntil: string;
}
