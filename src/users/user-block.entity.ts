import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** By which blocks are found from a user on. */
export const BLOCK_INDEX = 'uq_user_blocks_last';

/**
 * A run of an account's users in the order of their ids, and how many of them are not deleted. Blocks follow one another
 * without a gap, from the first user on; the newest users are in none.
 */
@Entity('user_blocks')
@Index(BLOCK_INDEX, ['accountId', 'lastId'], { unique: true })
export class UserBlock {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  /** The block ends with the user of this id, whether that one is still there or not. */
  @Column({ type: 'varchar', length: 36 })
  lastId: string;

  @Column({ type: 'int' })
  total: number;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_user_blocks_account' })
  account: Relation<Account>;
}
