import { Entity } from 'typeorm';
import { AccountOwned } from '../accounts/account-owned.js';
import { Instant } from '../platform/database/sql/entity-columns.js';

/** An account has steps that wait for their next approver. */
@Entity('reroute_jobs')
export class RerouteJob extends AccountOwned {
  /** The process that works on it renews this; after it, another process goes on. */
  @Instant() leaseUntil: string;
}
