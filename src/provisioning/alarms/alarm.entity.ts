import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';

/**
 * `mass-change`: a run took access from unusually many people. `refused-deactivation`: somebody still has access whom the
 * identity provider wanted out. `silence`: a connection has stopped calling. `deactivated-again`: it takes
 * access again from people whom an undo had put back.
 */
export const ALARM_KINDS = ['mass-change', 'refused-deactivation', 'silence', 'deactivated-again'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** Something that an administrator should look at. It is open until somebody has marked it as seen, or it is settled. */
@Entity('provisioning_alarms')
@Index('ix_provisioning_alarms_open', ['accountId', 'acknowledgedAt', 'kind', 'id'])
@Index('ix_provisioning_alarms_user', ['accountId', 'userId', 'at'])
export class Alarm extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: 24 }) kind: AlarmKind;
  @Instant() at: string;

  /** The run that raised it. */
  @Reference({ nullable: true }) runId: string | null;

  /** Who still has access. */
  @Reference({ nullable: true }) userId: string | null;

  /** Which connection is silent: the id of the user or of the OAuth connection. */
  @Reference({ nullable: true }) connectionId: string | null;

  /** What has happened, in one sentence. Names nobody but a connection. */
  @Column({ type: 'text', nullable: true }) detail: string | null;

  /** When the administrators were told; null if they will be told of several at once. */
  @Instant({ nullable: true }) notifiedAt: string | null;

  @Instant({ nullable: true }) acknowledgedAt: string | null;

  /** Login name of the administrator who has seen it; `Declaree` if it was settled. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) acknowledgedBy: string | null;
}
