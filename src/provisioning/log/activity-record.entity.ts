import { Column, Entity } from 'typeorm';
import { Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../../accounts/account-owned.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { CODE_LENGTH } from './provisioning-event.entity.js';

/** When an account was last called, which credential its identity provider uses, and how its last test went. */
@Entity('provisioning_activity')
export class ActivityRecord extends AccountOwned {
  @Instant({ nullable: true }) lastCallAt: string | null;

  /** When a call of the identity provider itself was last accepted. */
  @Instant({ nullable: true }) providerAt: string | null;

  /** The login name that the identity provider uses. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) providerActor: string | null;

  /** The id of its API key, which may no longer exist; null for a password. */
  @Reference({ nullable: true }) providerKeyId: string | null;

  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) providerClient: string | null;

  /** Only for the previous release, which needs it after a roll-back. `ConnectionCalls` has the days. */
  @Column({ type: 'int', nullable: true }) callDays: number | null;

  @Instant({ nullable: true }) lastTestAt: string | null;

  /** The login name that the client used. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) lastTestActor: string | null;

  @Reference({ nullable: true }) lastTestKeyId: string | null;
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) lastTestClient: string | null;

  /** The HTTP status of the answer. */
  @Column({ type: 'int', nullable: true }) lastTestStatus: number | null;

  /** The detail of the refusal; null if the test passed. */
  @Column({ type: 'text', nullable: true }) lastTestDetail: string | null;

  /** The stable code of the refusal. */
  @Column({ type: 'varchar', length: CODE_LENGTH, nullable: true }) lastTestCode: string | null;
}
