import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id, Instant } from '../../platform/database/sql/entity-columns.js';
import type { MessageKind } from './notification-kinds.js';

/** The longest type of a webhook's event, and the longest subject of a mail, in characters. */
const TYPE_LENGTH = 40;
export const SUBJECT_LENGTH = 255;

/** One message to the administrators of an account, written in the transaction of what it tells. */
@Entity('notifications')
@Index('ix_notifications_kind', ['accountId', 'kind', 'id'])
export class Notification extends AccountOwned {
  /** Also the id of the message in webhooks and mails, however often it is sent. */
  @Id() id: string;
  @Column({ type: 'varchar', length: 16 }) kind: MessageKind;

  /** The type of the webhook's event, such as `alarm.mass-change`. */
  @Column({ type: 'varchar', length: TYPE_LENGTH }) type: string;
  @Instant() createdAt: string;

  /** The subject and the text of the mail, without its greeting. */
  @Column({ type: 'varchar', length: SUBJECT_LENGTH }) subject: string;
  @Column({ type: 'text', nullable: true }) text: string | null;

  /** What the webhook's event contains, as JSON; never personal data or a secret. */
  @Column({ type: 'text', nullable: true }) data: string | null;
}
