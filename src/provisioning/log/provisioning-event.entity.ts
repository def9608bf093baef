import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, SparseIndex } from '../../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../../accounts/account-owned.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { SUBJECT_KEY_LENGTH } from './event-subject.js';

export const OPERATIONS = [
  'create',
  'replace',
  'patch',
  'deactivate',
  'reactivate',
  'password',
  'delete',
  'read',
  'authenticate',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export type Outcome = 'success' | 'failure';
export type ResourceName = 'User' | 'Group';

/** The indices that lead to the events of a filter. */
export const EVENTS_BY_OUTCOME = 'ix_provisioning_events_outcome';
export const EVENTS_BY_OPERATION = 'ix_provisioning_events_operation';
export const EVENTS_BY_TYPE = 'ix_provisioning_events_type';
export const EVENTS_BY_CODE = 'ix_provisioning_events_code';
export const EVENTS_BY_CLIENT = 'ix_provisioning_events_client';

/** The indices by which the events about somebody are found. */
export const EVENTS_BY_RESOURCE = 'ix_provisioning_events_resource';
export const EVENTS_BY_SUBJECT = 'ix_provisioning_events_subject';
export const EVENTS_BY_EMAIL = 'ix_provisioning_events_email';
export const EVENTS_BY_EXTERNAL_ID = 'ix_provisioning_events_external_id';

/** The longest stable code of a refusal. */
export const CODE_LENGTH = 40;
/** How much of a detail is kept, in characters. */
export const DETAIL_LENGTH = 600;

/** What a provisioning client did in an account, or tried to do. Ids are in chronological order. */
@Entity('provisioning_events')
@Index(EVENTS_BY_OUTCOME, ['accountId', 'outcome', 'id'])
@Index(EVENTS_BY_RESOURCE, ['accountId', 'resourceId', 'id'])
@Index(EVENTS_BY_OPERATION, ['accountId', 'operation', 'id'])
@Index(EVENTS_BY_TYPE, ['accountId', 'resourceType', 'id'])
@SparseIndex(EVENTS_BY_CODE, 'code', 'id')
@Index(EVENTS_BY_CLIENT, ['accountId', 'client', 'id'])
@Index(EVENTS_BY_SUBJECT, ['accountId', 'subjectKey', 'id'])
@SparseIndex(EVENTS_BY_EMAIL, 'subjectEmail', 'id')
@SparseIndex(EVENTS_BY_EXTERNAL_ID, 'subjectExternalId', 'id')
export class ProvisioningEvent extends AccountOwned {
  @Id() id: string;
  @Instant() time: string;

  /** The login name that the client used. */
  @Column({ type: 'varchar', length: NAME_LENGTH }) actor: string;

  @Column({ type: 'varchar', length: 16 }) operation: Operation;
  @Column({ type: 'varchar', length: 8, nullable: true }) resourceType: ResourceName | null;
  @Column({ type: 'varchar', length: 64, nullable: true }) resourceId: string | null;
  @Column({ type: 'varchar', length: 8 }) outcome: Outcome;

  /** The HTTP status of the answer. */
  @Column({ type: 'int' }) status: number;

  /** The detail of the refusal, or a warning about a success. */
  @Column({ type: 'text', nullable: true }) detail: string | null;

  /** The stable code of the refusal or warning. */
  @Column({ type: 'varchar', length: CODE_LENGTH, nullable: true }) code: string | null;

  @Column({ type: 'int' }) durationMs: number;

  /** How many requests it stands for: repeated failures are counted and written once a minute. */
  @Column({ type: 'int', default: 1 }) count: number;

  /** The product that the client names in its `User-Agent`. */
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;

  /** The changed attributes as JSON, written by `storedChanges`: `{old, new, only}`; never a password. */
  @Column({ type: 'text', nullable: true }) changes: string | null;

  /** The name of the user or the group that it is about, at that time; null in events of earlier releases. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) subjectName: string | null;

  /** The folded name. */
  @Column({ type: 'varchar', length: SUBJECT_KEY_LENGTH, nullable: true }) subjectKey: string | null;

  /** The folded e-mail address; null if it is the name. */
  @Column({ type: 'varchar', length: SUBJECT_KEY_LENGTH, nullable: true }) subjectEmail: string | null;

  @Column({ type: 'varchar', length: SUBJECT_KEY_LENGTH, nullable: true }) subjectExternalId: string | null;

  /** The names by which people know a user, folded. */
  @Column({ type: 'text', nullable: true }) subjectWords: string | null;

  /** The value that was refused, as JSON: see `RefusedValue`. */
  @Column({ type: 'text', nullable: true }) refused: string | null;
}
