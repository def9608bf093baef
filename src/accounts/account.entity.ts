import { Column, Entity, Index } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A customer: the unit of isolation and of module switches. */
@Entity('accounts')
@Index('uq_accounts_slug', ['slug'], { unique: true })
export class Account {
  @Id() id: string;

  /** Short name in URLs, on the command line and before a login name (`acme/someone`). */
  @Column({ type: 'varchar', length: 63 }) slug: string;

  @Column({ type: 'varchar', length: NAME_LENGTH }) name: string;
  @Column({ type: 'varchar', length: KEY_LENGTH }) nameKey: string;
  @Instant() createdAt: string;

  /** Upper bound of user sizes in bytes, above ordinary sizes: see `rememberSizes`. */
  @Column({ type: 'int', default: 0 }) largestUser: number;

  /** How many sweeps settle roles in the account now: see `RoleSweeps`. */
  @Column({ type: 'int', default: 0 }) roleSweeps: number;

  /** Set while the account is being removed; its users can no longer log in. */
  @Instant({ nullable: true }) removingSince: string | null;

  /** When personal data was last erased, see `startErasure`. */
  @Instant({ nullable: true }) lastErasureAt: string | null;
}
