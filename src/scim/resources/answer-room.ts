/** From so many bytes on, an answer needs room of its own. */
export const LARGE_ANSWER = 262_144;

/** Says within a unit of work that its answer will take so much that room for it has to be made first. */
export class NeedsRoom extends Error {
  constructor(readonly bytes: number) {
    super(`an answer of ${bytes} bytes needs room`);
    this.name = 'NeedsRoom';
  }
}

/** How much of the answer to a request may be in memory. */
export interface AnswerRoom {
  /** Throws NeedsRoom for a large answer that no room has been made for. To be called before it is read. */
  require(bytes: number): void;
  /** Waits until there is room, which stays until the answer has been sent. Throws `throttled` where that takes too long. */
  make(bytes: number): Promise<void>;
}

/** For what is answered in one line, however large it is. */
export const NO_ROOM_NEEDED: AnswerRoom = { require: () => {}, make: async () => {} };

/**
 * Does `work`, and again with room made for its answer where it needs some. The room is waited for outside of `work`, which holds a
 * connection to the database.
 */
export async function withRoom<T>(room: AnswerRoom, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NeedsRoom)) throw error;
      await room.make(error.bytes);
    }
  }
}
