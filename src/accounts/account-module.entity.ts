import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Instant } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from './account-owned.js';

/** The modules of the product that Declaree support switches on per account. */
export const MODULES = ['scim', 'expenses'] as const;
export type ModuleName = (typeof MODULES)[number];

/** Whether a module is on for an account, and its last switch. No row means off. */
@Entity('account_modules')
export class AccountModule extends AccountOwned {
  @PrimaryColumn({ type: 'varchar', length: 16 }) module: ModuleName;
  @Column({ type: 'boolean' }) enabled: boolean;
  @Column({ type: 'varchar', length: 320 }) changedBy: string;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Instant() changedAt: string;
}
