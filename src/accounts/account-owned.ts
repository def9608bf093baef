import { ManyToOne, type Relation } from 'typeorm';
import { Id } from '../platform/database/sql/entity-columns.js';
import { Account } from './account.entity.js';

/** A row that belongs to an account itself, and is deleted with it. */
export abstract class AccountOwned {
  @Id() accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  account: Relation<Account>;
}
