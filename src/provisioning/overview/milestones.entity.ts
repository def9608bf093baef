import { Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Instant } from '../../platform/database/sql/entity-columns.js';

/** When the identity provider of an account created or changed a user or a group, or deactivated somebody, for the first time. */
@Entity('setup_milestones')
export class MilestonesRecord extends AccountOwned {
  @Instant({ nullable: true }) firstUserAt: string | null;
  @Instant({ nullable: true }) firstGroupAt: string | null;
  @Instant({ nullable: true }) firstDeactivationAt: string | null;
}
