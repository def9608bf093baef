import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id, Instant } from '../../platform/database/sql/entity-columns.js';

export const WEBHOOK_URL_LENGTH = 1_000;

/** A URL of the account that gets some kinds of notifications. */
@Entity('webhooks')
export class Webhook extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: WEBHOOK_URL_LENGTH }) url: string;

  /** Names of notification kinds, separated by commas. */
  @Column({ type: 'varchar', length: 120 }) kinds: string;

  /** The signing secret, encrypted: see `WebhookSecrets`. */
  @Column({ type: 'varchar', length: 255 }) secret: string;

  /** The secrets before it with which messages are signed as well, as JSON: see `PreviousSecret`. */
  @Column({ type: 'text', nullable: true }) previousSecrets: string | null;
  /** When the last of the previous secrets ends. */
  @Instant({ nullable: true }) previousSecretsUntil: string | null;

  @Column({ type: 'boolean' }) enabled: boolean;
  @Instant() createdAt: string;
}
