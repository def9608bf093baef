import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Instant } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';

/** How an account wants to be provisioned. An account without a row has the defaults. */
@Entity('provisioning_settings')
export class ProvisioningSettings extends AccountOwned {
  /** A run that takes access away from more people than this, and than `alarmPercent`, raises an alarm. */
  @Column({ type: 'int' }) alarmAbove: number;

  /** In percent of the active users, or of the memberships, before the run. */
  @Column({ type: 'int' }) alarmPercent: number;

  /** Whether people are kept from changing what the identity provider manages. */
  @Column({ type: 'boolean' }) lockManaged: boolean;

  /** Whether SCIM requests are refused until an admin resumes them. */
  @Column({ type: 'boolean' }) paused: boolean;

  /** Whether values of SCIM's `roles` grant roles. */
  @Column({ type: 'boolean', default: false }) rolesGrant: boolean;

  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) pausedBy: string | null;
  @Instant({ nullable: true }) pausedAt: string | null;
}
