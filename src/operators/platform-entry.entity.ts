import { Column, Entity } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import type { AuthorKind, Channel } from '../platform/database/author.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** Public action names, used in filters. */
export const PLATFORM_ACTIONS = [
  'login.succeeded',
  'login.failed',
  'session.ended',
  'operator.created',
  'operator.disabled',
  'operator.enabled',
  'operator.password-reset',
  'operator.password-changed',
  'operator.removed',
  'account.removed',
  'oauth-client.created',
  'oauth-client.changed',
  'oauth-client.secret-created',
  'oauth-client.secret-revoked',
  'oauth-client.revoked',
] as const;
export type PlatformAction = (typeof PLATFORM_ACTIONS)[number];

/**
 * An audit entry outside of accounts: about operators and removed accounts. Ids are in chronological order.
 */
@Entity('platform_entries')
export class PlatformEntry {
  @Id() id: string;
  @Instant() time: string;
  @Column({ type: 'varchar', length: NAME_LENGTH }) actor: string;
  @Column({ type: 'varchar', length: 16 }) actorKind: AuthorKind;
  @Reference({ nullable: true }) actorId: string | null;
  @Column({ type: 'varchar', length: 8 }) via: Channel;
  @Column({ type: 'varchar', length: 64, nullable: true }) address: string | null;
  @Column({ type: 'varchar', length: 64 }) action: PlatformAction;
  @Reference() subjectId: string;

  /** Login name of the operator, or the account's slug. */
  @Column({ type: 'varchar', length: NAME_LENGTH }) subjectName: string;

  @Column({ type: 'text', nullable: true }) detail: string | null;
}
