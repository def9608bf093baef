import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from './account.entity.js';

/** Outward names, by which support finds entries. */
export const AUDIT_ACTIONS = [
  'account.created',
  'scim.enabled',
  'scim.disabled',
  'password.reset',
  'users.imported',
  'users.exported',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What Declaree's staff did to an account: never changed, never deleted. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'datetime', precision: 3 })
  time: string;

  /** Login name of the operator, or `command line`. */
  @Column({ type: 'varchar', length: 320 })
  actor: string;

  @Column({ type: 'varchar', length: 64 })
  action: AuditAction;

  @Column({ type: 'text', nullable: true })
  detail: string | null;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_audit_entries_account' })
  account: Relation<Account>;
}
