/** A block: its last user, and how many users it contains. */
export interface Block {
  lastId: string;
  total: number;
}

/** Index of an account's users by id, made of its blocks. */
export class UserBlockIndex {
  /** Number of users in the blocks. */
  readonly size: number;
  /** The last user of the last block; undefined without blocks. */
  readonly lastId: string | undefined;

  /** @param blocks in order */
  constructor(private readonly blocks: readonly Block[]) {
    this.size = blocks.reduce((sum, { total }) => sum + total, 0);
    this.lastId = blocks.at(-1)?.lastId;
  }

  /** Where to start reading at `offset`: after the user `after`, skipping the returned `offset` more. */
  locate(offset: number): { after: string | undefined; offset: number } {
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
