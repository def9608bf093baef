import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { KEY_LENGTH, NAME_LENGTH } from '../platform/database/sql/searchable-text.js';

/** A customer: the unit of isolation, and of what Declaree support switches on. */
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

  /** No user of the account is larger, in bytes, but for those that are ordinary: see `rememberSizes`. */
  @Column({ type: 'int', default: 0 })
  largestUser: number;

  /** Set while the account and all that is in it are being removed: nobody can log in from then on. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  removingSince: string | null;
}
