import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import type { AuthorKind, Channel } from '../../platform/database/author.js';
import { Id, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';

/**
 * What kinds of changes there are; `manager` and `role` are consequences of other changes, `ownership` says that another connection
 * manages the resource, or none, `refused` is a change that failed, and `not-deactivated` a deactivation that failed: somebody still
 * has access.
 */
export const CHANGE_KINDS = [
  'created',
  'changed',
  'deactivated',
  'reactivated',
  'deleted',
  'restored',
  'manager',
  'role',
  'members',
  'ownership',
  'refused',
  'not-deactivated',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * Changes by which nobody has changed the user or the group itself: they follow from other changes, and go back with them, or
 * only say who manages it.
 */
export const INDIRECT = ['manager', 'role', 'ownership'] as const satisfies readonly ChangeKind[];

export function isIndirect(kind: ChangeKind): boolean {
  return (INDIRECT as readonly ChangeKind[]).includes(kind);
}

/** The longest name of a source, see `sourceOf`. */
export const SOURCE_LENGTH = 100;

/** Index of the changes of one resource. */
export const CHANGES_OF_RESOURCE = 'ix_journal_changes_resource';

/** Index of the changes that do not belong to a run yet. */
export const OPEN_CHANGES = 'ix_journal_changes_open';

/** One effective change of a user or a group, with what is needed to reverse it. Ids are in the order of time. */
@Entity('journal_changes')
@Index(OPEN_CHANGES, ['accountId', 'runId', 'id'])
@Index('ix_journal_changes_run', ['accountId', 'runId', 'resourceType', 'resourceId', 'id'], {
  where: '"runId" IS NOT NULL',
})
@Index(CHANGES_OF_RESOURCE, ['accountId', 'resourceId', 'id'])
export class JournalChange extends AccountOwned {
  @Id() id: string;
  @Instant() time: string;

  /** The run that it belongs to; null until the keeper of runs has counted it, about a second later. */
  @Reference({ nullable: true }) runId: string | null;

  /** Changes of one source without a long pause form a run. */
  @Column({ type: 'varchar', length: SOURCE_LENGTH }) source: string;

  @Column({ type: 'varchar', length: 8 }) via: Channel;
  @Column({ type: 'varchar', length: 16 }) actorKind: AuthorKind;
  @Reference({ nullable: true }) actorId: string | null;
  @Column({ type: 'varchar', length: NAME_LENGTH }) actor: string;

  /** The product that the client names in its `User-Agent`. */
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;

  /** The provisioning event that records it. */
  @Reference({ nullable: true }) eventId: string | null;

  @Column({ type: 'varchar', length: 16 }) kind: ChangeKind;
  @Column({ type: 'varchar', length: 8 }) resourceType: 'User' | 'Group';
  @Column({ type: 'varchar', length: 64, nullable: true }) resourceId: string | null;

  /** The name of the user or group before the change. */
  @Column({ type: 'varchar', length: NAME_LENGTH, nullable: true }) name: string | null;

  /** How many members it adds. */
  @Column({ type: 'int' }) added: number;

  /** How many members it removes. */
  @Column({ type: 'int' }) removed: number;

  /** How many refused requests it stands for. */
  @Column({ type: 'int' }) refused: number;

  /** How many active users there are more; −1 for a deactivation. */
  @Column({ type: 'int' }) active: number;

  /** How many users with an external id there are more. Only the previous release reads it, after a roll-back. */
  @Column({ type: 'int', default: 0 }) provisioned: number;

  /** The old and new values, see `ChangeData`; null if the kind says all. Longer texts go on in `journal_parts`. */
  @Column({ type: 'text', nullable: true }) data: string | null;
}
