import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** Index for finding blocks by user id. */
export const BLOCK_INDEX = 'uq_user_blocks_last';

/**
 * A range of an account's users by id, and how many of them are not deleted. Blocks are contiguous from the first user;
 * the newest users are in no block.
 */
@Entity('user_blocks')
@Index(BLOCK_INDEX, ['accountId', 'lastId'], { unique: true })
export class UserBlock {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  /** The last id of the block; that user may be deleted. */
  @Column({ type: 'varchar', length: 36 })
  lastId: string;

  @Column({ type: 'int' })
  total: number;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_user_blocks_account' })
  account: Relation<Account>;
}
