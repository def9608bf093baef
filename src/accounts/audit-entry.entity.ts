import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import type { AuthorKind, Channel } from '../platform/database/author.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { AccountOwned } from './account-owned.js';

/** Public action names, used in filters. */
export const AUDIT_ACTIONS = [
  'account.created',
  'scim.enabled',
  'scim.disabled',
  'expenses.enabled',
  'expenses.disabled',
  'settings.changed',
  'login.succeeded',
  'login.failed',
  'session.ended',
  'password.changed',
  'password.reset',
  'password.link-sent',
  'key.created',
  'key.revoked',
  'connection.created',
  'connection.changed',
  'connection.allowed',
  'connection.revoked',
  'connection.secret-created',
  'connection.secret-revoked',
  'user.created',
  'user.changed',
  'user.deleted',
  'user.restored',
  'user.erased',
  'group.created',
  'group.changed',
  'group.deleted',
  'organization.created',
  'organization.changed',
  'organization.deleted',
  'webhook.created',
  'webhook.changed',
  'webhook.secret-replaced',
  'webhook.deleted',
  'notifications.changed',
  'alarm.acknowledged',
  'run.undone',
  'users.imported',
  'users.exported',
  'users.compared',
  'ownership.ended',
  'managed.deactivated',
  'data.unmasked',
  'expense-report.created',
  'expense-report.changed',
  'expense-report.deleted',
  'expense-report.submitted',
  'expense-report.retracted',
  'expense-report.approved',
  'expense-report.rejected',
  'expense-report.closed',
  'expense-report.reassigned',
  'approval-policy.changed',
  'deputy.added',
  'deputy.removed',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_SUBJECTS = [
  'account',
  'user',
  'group',
  'organization',
  'key',
  'connection',
  'session',
  'event',
  'entry',
  'webhook',
  'alarm',
  'run',
  'expense-report',
] as const;
export type AuditSubjectType = (typeof AUDIT_SUBJECTS)[number];

/** Maximum length of an IP address with a zone. */
const ADDRESS_LENGTH = 64;

export const AUDIT_BY_ACTION = 'ix_audit_entries_action';
export const AUDIT_BY_ACTOR = 'ix_audit_entries_actor';
export const AUDIT_BY_ACTOR_ID = 'ix_audit_entries_actor_id';
export const AUDIT_BY_SUBJECT = 'ix_audit_entries_subject';

/**
 * A change to an account other than over SCIM, which has the provisioning log. Ids are in chronological
 * order.
 */
@Entity('audit_entries')
@Index(AUDIT_BY_ACTION, ['accountId', 'action', 'id'])
@Index(AUDIT_BY_ACTOR, ['accountId', 'actor', 'id'])
@Index(AUDIT_BY_ACTOR_ID, ['accountId', 'actorId', 'id'])
@Index(AUDIT_BY_SUBJECT, ['accountId', 'subjectId', 'id'])
export class AuditEntry extends AccountOwned {
  @Id() id: string;
  @Instant() time: string;

  /** Login name; on the command line, the name of the member of staff. */
  @Column({ type: 'varchar', length: NAME_LENGTH }) actor: string;

  /** Null in old entries, like the other columns about actor and subject. */
  @Column({ type: 'varchar', length: 16, nullable: true }) actorKind: AuthorKind | null;

  /** Id of the user or operator. */
  @Reference({ nullable: true }) actorId: string | null;

  @Column({ type: 'varchar', length: 8, nullable: true }) via: Channel | null;

  /** IP address of the actor. */
  @Column({ type: 'varchar', length: ADDRESS_LENGTH, nullable: true }) address: string | null;

  @Column({ type: 'varchar', length: 64 }) action: AuditAction;
  @Column({ type: 'varchar', length: 16, nullable: true }) subjectType: AuditSubjectType | null;
  @Reference({ nullable: true }) subjectId: string | null;

  /** Name of the subject at the time. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) subjectName: string | null;

  /** Changes as text of `changesText`; never a secret. */
  @Column({ type: 'text', nullable: true }) changes: string | null;

  @Column({ type: 'text', nullable: true }) detail: string | null;
}
