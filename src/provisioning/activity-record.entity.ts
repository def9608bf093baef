import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { NAME_LENGTH } from '../database/searchable-text.js';
import { CODE_LENGTH } from './provisioning-event.entity.js';

/** When an account's identity provider called last, and how the last test of its credentials ended. */
@Entity('provisioning_activity')
export class ActivityRecord {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastCallAt: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastTestAt: string | null;

  /** The login name that the client used. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true })
  lastTestActor: string | null;

  /** The HTTP status of the answer. */
  @Column({ type: 'int', nullable: true })
  lastTestStatus: number | null;

  /** What the client was told, where it was refused. */
  @Column({ type: 'text', nullable: true })
  lastTestDetail: string | null;

  /** The stable name of the refusal. */
  @Column({ type: 'varchar', length: CODE_LENGTH, nullable: true })
  lastTestCode: string | null;

  @OneToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_provisioning_activity_account' })
  account: Relation<Account>;
}
