/** What a block tells: with which user it ends, and how many it holds. */
export interface Block {
  lastId: string;
  total: number;
}

/** All users of an account in the order of their ids, as far as its blocks tell. */
export class UserRoll {
  /** How many users the blocks hold. */
  readonly size: number;
  /** The user with whom the last block ends; undefined where there is no block. */
  readonly lastId: string | undefined;

  /** Blocks in their order. */
  constructor(private readonly blocks: readonly Block[]) {
    this.size = blocks.reduce((sum, { total }) => sum + total, 0);
    this.lastId = blocks.at(-1)?.lastId;
  }

  /** Where reading begins that passes over `offset` users: behind the user `after`, and passing over so many more. */
  begin(offset: number): { after: string | undefined; offset: number } {
    let left = offset;
    let after: string | undefined;
    for (const { lastId, total } of this.blocks) {
      if (total > left) break;
      left -= total;
      after = lastId;
    }
    return { after, offset: left };
  }
}
