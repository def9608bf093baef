import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Reference } from '../platform/database/sql/entity-columns.js';
import { AccountOwned } from '../accounts/account-owned.js';

/** Index for finding blocks by user id. */
export const BLOCK_INDEX = 'uq_user_blocks_last';

/**
 * A range of an account's users by id, and how many of them are not deleted. Blocks are contiguous from the first user;
 * the newest users are in no block.
 */
@Entity('user_blocks')
@Index(BLOCK_INDEX, ['accountId', 'lastId'], { unique: true })
export class UserBlock extends AccountOwned {
  @PrimaryColumn({ type: 'int' }) number: number;

  /** The last id of the block; that user may be deleted. */
  @Reference() lastId: string;

  @Column({ type: 'int' }) total: number;
}
