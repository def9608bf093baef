import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import type { AuthorKind, Channel } from '../../platform/database/author.js';
import { Id, Instant, Reference, SparseIndex } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';

/**
 * The kinds of changes. `manager` and `role` are consequences of other changes. `ownership`: the resource is
 * now managed by another connection, or by none. `refused`: a change that failed. `not-deactivated`: a
 * deactivation that failed, so somebody still has access.
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
 * Changes that nobody made to the user or group itself. They follow from other changes and are undone with
 * them, or only say who manages the resource.
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

/**
 * One effective change of a user or a group, with what is needed to reverse it. Ids are in chronological
 * order.
 */
@Entity('journal_changes')
@Index(OPEN_CHANGES, ['accountId', 'runId', 'id'])
@SparseIndex('ix_journal_changes_run', 'runId', 'resourceType', 'resourceId', 'id')
@Index(CHANGES_OF_RESOURCE, ['accountId', 'resourceId', 'id'])
export class JournalChange extends AccountOwned {
  @Id() id: string;
  @Instant() time: string;

  /** The run that it belongs to; null until the keeper of runs has counted it, about a second later. */
  @Reference({ nullable: true }) runId: string | null;

  /** Changes from one source without a long pause form a run. */
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

  /** The change in the number of active users; −1 for a deactivation. */
  @Column({ type: 'int' }) active: number;

  /**
   * The change in the number of users with an external id. Only the previous release reads it, after a
   * roll-back.
   */
  @Column({ type: 'int', default: 0 }) provisioned: number;

  /**
   * The old and new values, see `ChangeData`; null if the kind says everything. Longer texts continue in
   * `journal_parts`.
   */
  @Column({ type: 'text', nullable: true }) data: string | null;
}
