import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A customer: the unit of isolation and of module switches. */
@Entity('accounts')
@Index('uq_accounts_slug', ['slug'], { unique: true })
export class Account {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** Short name in URLs, on the command line and before a login name (`acme/someone`). */
  @Column({ type: 'varchar', length: 63 })
  slug: string;

  @Column({ type: 'varchar', length: NAME_LENGTH })
  name: string;

  @Column({ type: 'varchar', length: KEY_LENGTH })
  nameKey: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  /** Upper bound of user sizes in bytes, above ordinary sizes: see `rememberSizes`. */
  @Column({ type: 'int', default: 0 })
  largestUser: number;

  /** Set while the account is being removed; its users can no longer log in. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  removingSince: string | null;
}
