import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { CLIENT_LENGTH } from '../platform/http/client-product.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { CODE_LENGTH } from './provisioning-event.entity.js';

/** When an account was last called, which credential its identity provider uses, and how its last test went. */
@Entity('provisioning_activity')
export class ActivityRecord {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastCallAt: string | null;

  /** When a call of the identity provider itself was last accepted. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  providerAt: string | null;

  /** The login name that the identity provider uses. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true })
  providerActor: string | null;

  /** The id of its API key, which may no longer exist; null for a password. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  providerKeyId: string | null;

  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true })
  providerClient: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastTestAt: string | null;

  /** The login name that the client used. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true })
  lastTestActor: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  lastTestKeyId: string | null;

  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true })
  lastTestClient: string | null;

  /** The HTTP status of the answer. */
  @Column({ type: 'int', nullable: true })
  lastTestStatus: number | null;

  /** The detail of the refusal; null if the test passed. */
  @Column({ type: 'text', nullable: true })
  lastTestDetail: string | null;

  /** The stable code of the refusal. */
  @Column({ type: 'varchar', length: CODE_LENGTH, nullable: true })
  lastTestCode: string | null;

  @OneToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_provisioning_activity_account' })
  account: Relation<Account>;
}
