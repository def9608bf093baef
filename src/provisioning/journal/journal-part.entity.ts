import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id } from '../../platform/database/sql/entity-columns.js';

/** The rest of a change whose values do not fit one column, in order. */
@Entity('journal_parts')
export class JournalPart extends AccountOwned {
  @Id() changeId: string;
  @PrimaryColumn({ type: 'int' }) position: number;
  @Column({ type: 'text', nullable: true }) text: string | null;
}
