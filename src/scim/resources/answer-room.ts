/** Larger answers, in bytes, must reserve memory before they are read. */
export const LARGE_ANSWER = 262_144;

/** Thrown in a unit of work whose answer is so large that memory must be reserved for it first. */
export class NeedsRoom extends Error {
  constructor(readonly bytes: number) {
    super(`an answer of ${bytes} bytes needs room`);
    this.name = 'NeedsRoom';
  }
}

/** The memory reserved for the answer to a request. */
export interface AnswerRoom {
  /** Throws NeedsRoom for a large answer without reserved memory. Must be called before the answer is read. */
  require(bytes: number): void;
  /** Reserves memory until the answer has been sent. Waits for it; throws `throttled` if that takes too long. */
  make(bytes: number): Promise<void>;
}

/** For operations whose answer is small whatever they read. */
export const NO_ROOM_NEEDED: AnswerRoom = { require: () => {}, make: async () => {} };

/**
 * Runs `work`, and runs it again after reserving memory if it throws NeedsRoom. Waits for the memory outside `work`,
 * which holds a database connection.
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
