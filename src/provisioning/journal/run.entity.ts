import { Column, Entity, Index } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import type { AuthorKind, Channel } from '../../platform/database/author.js';
import { Id, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';
import { SOURCE_LENGTH } from './journal-change.entity.js';

/**
 * Changes from one source without a long pause, and how many there are of each kind. Ids are in the order in
 * which the runs began.
 */
@Entity('provisioning_runs')
@Index('ix_provisioning_runs_source', ['accountId', 'source', 'lastAt'])
@Index('ix_provisioning_runs_via', ['accountId', 'via', 'id'])
export class Run extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: SOURCE_LENGTH }) source: string;
  @Column({ type: 'varchar', length: 8 }) via: Channel;
  @Column({ type: 'varchar', length: 16 }) actorKind: AuthorKind;
  @Reference({ nullable: true }) actorId: string | null;
  @Column({ type: 'varchar', length: NAME_LENGTH }) actor: string;
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;
  @Instant() firstAt: string;
  @Instant() lastAt: string;
  @Column({ type: 'int' }) created: number;
  @Column({ type: 'int' }) changed: number;
  @Column({ type: 'int' }) deactivated: number;
  @Column({ type: 'int' }) reactivated: number;
  @Column({ type: 'int' }) deleted: number;
  @Column({ type: 'int' }) groupsCreated: number;
  @Column({ type: 'int' }) groupsDeleted: number;
  @Column({ type: 'int' }) membersAdded: number;
  @Column({ type: 'int' }) membersRemoved: number;
  @Column({ type: 'int' }) refused: number;

  /** How many users were active when it began. */
  @Column({ type: 'int' }) activeBefore: number;

  /** How many memberships there were when it began. */
  @Column({ type: 'int' }) membersBefore: number;

  /** When it raised an alarm, because it took access away from unusually many people. */
  @Instant({ nullable: true }) alarmAt: string | null;

  /** The run that it undoes. */
  @Reference({ nullable: true }) undoOf: string | null;

  /** The run that undoes it. */
  @Reference({ nullable: true }) undoneBy: string | null;

  /** Whether only some of its changes were chosen to be undone. */
  @Column({ type: 'boolean', default: false }) undoneInPart: boolean;

  /**
   * For an undo: how many of the people it restored have been deactivated or deleted again by identity
   * providers.
   */
  @Column({ type: 'int', default: 0 }) deactivatedAgain: number;
}
