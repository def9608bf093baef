import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from './account.entity.js';

/** A module of the product that Declaree support switches on per account. */
export type ModuleName = 'scim';

/** Whether a module is on for an account, and its last switch. No row means off. */
@Entity('account_modules')
export class AccountModule {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  module: ModuleName;

  @Column({ type: 'boolean' })
  enabled: boolean;

  @Column({ type: 'varchar', length: 320 })
  changedBy: string;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'datetime', precision: 3 })
  changedAt: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_account_modules_account' })
  account: Relation<Account>;
}
