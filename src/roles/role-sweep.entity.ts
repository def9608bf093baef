import { Column, Entity } from 'typeorm';
import { AccountOwned } from '../accounts/account-owned.js';
import type { AuthorKind, Channel } from '../platform/database/author.js';
import { CLIENT_LENGTH } from '../platform/http/client-product.js';
import { Id, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/**
 * Whose roles a sweep settles: those who have the value `of` in `roles`, the members of the group `of`, or
 * those to whom groups granted the role `of`.
 */
export type SweepScope = 'values' | 'members' | 'holders';

/**
 * Roles that no longer follow from their sources, of too many people for one transaction. They are settled in
 * slices. Each slice stores how far the sweep is, so that any process can continue.
 */
@Entity('role_sweeps')
export class RoleSweep extends AccountOwned {
  @Id() id: string;
  @Column({ type: 'varchar', length: 8 }) scope: SweepScope;
  @Column({ type: 'varchar', length: 36 }) of: string;

  /** The last user who has been settled. */
  @Column({ type: 'varchar', length: 36 }) cursor: string;

  @Column({ type: 'varchar', length: 16 }) authorKind: AuthorKind;
  @Reference({ nullable: true }) authorId: string | null;
  @Column({ type: 'varchar', length: NAME_LENGTH }) author: string;
  @Column({ type: 'varchar', length: 8 }) via: Channel;
  @Column({ type: 'varchar', length: 64, nullable: true }) address: string | null;

  /** The cause of the change of the source, see `Cause`. */
  @Column({ type: 'varchar', length: CLIENT_LENGTH, nullable: true }) client: string | null;
  @Reference({ nullable: true }) eventId: string | null;
  @Reference({ nullable: true }) jobId: string | null;

  /**
   * The process that works on the sweep renews this lease. When it has passed, another process takes over.
   */
  @Instant() leaseUntil: string;
}
