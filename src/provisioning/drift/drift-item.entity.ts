import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { KEY_LENGTH, NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { Reference } from '../../platform/database/sql/entity-columns.js';
import type { DriftKind } from './comparison.js';

/** A person who differed in the last comparison. */
@Entity('drift_items')
export class DriftItem extends AccountOwned {
  @PrimaryColumn({ type: 'int' }) position: number;
  @Column({ type: 'varchar', length: 24 }) kind: DriftKind;
  @Reference({ nullable: true }) userId: string | null;
  @Column({ type: 'varchar', length: NAME_LENGTH }) userName: string;

  /** Finds the person for an erasure. */
  @Column({ type: 'varchar', length: KEY_LENGTH }) userNameKey: string;
  @Column({ type: 'boolean', nullable: true }) managed: boolean | null;

  /** The fields that differ, as JSON of `FieldDrift[]`; null for none. */
  @Column({ type: 'text', nullable: true }) fields: string | null;
}
