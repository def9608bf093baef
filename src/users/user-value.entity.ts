import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id } from '../platform/database/sql/entity-columns.js';
import { SearchableText } from '../platform/database/sql/searchable-text.js';
import { UserOwned } from './user-owned.js';

/** Indexed prefix length of a value's folded form; longer values are also compared in full. */
export const INDEXED_LENGTH = 255;

/** One element of a user's multi-valued attribute, such as an e-mail address. */
@Entity('user_values')
@Index('ix_user_values_value', ['accountId', 'attribute', 'valueIndex'])
export class UserValue extends UserOwned {
  @Id() userId: string;

  /** Name of the attribute, such as `emails`. */
  @PrimaryColumn({ type: 'varchar', length: 32 }) attribute: string;

  @PrimaryColumn({ type: 'int' }) position: number;
  @SearchableText() value: string | null;
  @Column({ type: 'varchar', length: INDEXED_LENGTH, nullable: true }) valueIndex: string | null;
  @SearchableText() display: string | null;
  @SearchableText() type: string | null;
  @Column({ type: 'boolean', nullable: true }) isPrimary: boolean | null;
  @SearchableText() formatted: string | null;
  @SearchableText() streetAddress: string | null;
  @SearchableText() locality: string | null;
  @SearchableText() region: string | null;
  @SearchableText() postalCode: string | null;
  @SearchableText() country: string | null;
}
