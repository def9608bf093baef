import { Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Instant } from '../../platform/database/sql/entity-columns.js';

/**
 * When an account's identity provider first created or changed a user or a group, and first deactivated
 * somebody.
 */
@Entity('setup_milestones')
export class MilestonesRecord extends AccountOwned {
  @Instant({ nullable: true }) firstUserAt: string | null;
  @Instant({ nullable: true }) firstGroupAt: string | null;
  @Instant({ nullable: true }) firstDeactivationAt: string | null;
}
