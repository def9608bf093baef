import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';

/** How much the identity provider changed on one day (UTC). */
@Entity('provisioning_days')
export class ProvisioningDay extends AccountOwned {
  /** Such as `2026-11-29`. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) day: string;
  @Column({ type: 'int' }) created: number;
  @Column({ type: 'int' }) changed: number;
  @Column({ type: 'int' }) deactivated: number;
  @Column({ type: 'int' }) reactivated: number;
  @Column({ type: 'int' }) deleted: number;
  @Column({ type: 'int' }) groupsCreated: number;
  @Column({ type: 'int' }) groupsDeleted: number;
  @Column({ type: 'int' }) membersAdded: number;
  @Column({ type: 'int' }) membersRemoved: number;
  @Column({ type: 'int' }) refused: number;
}
