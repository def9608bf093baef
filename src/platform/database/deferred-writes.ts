/** Token of how long what is noted may wait before it is written, in milliseconds. */
export const WRITE_WITHIN_MS = Symbol('WRITE_WITHIN_MS');

export interface DeferredWriteOptions<Note> {
  withinMs: number;
  /** What two notes on one key come to, the later one last. */
  merge: (earlier: Note, later: Note) => Note;
  write: (key: string, note: Note) => Promise<void>;
  /** Told of a write that threw; its note is given up. */
  failed: (error: unknown, key: string) => void;
}

/**
 * Facts of which only the newest counts, such as when something was last used. They wait in memory, one note a key, and
 * are written in the background: the request that leads to a note runs no statement for it, and cannot fail by it. Nobody
 * waits for the writing to read what was noted: `peek` tells what may not be stored yet.
 */
export class DeferredWrites<Note> {
  private readonly waiting = new Map<string, Note>();
  private written = Promise.resolve();
  private next: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DeferredWriteOptions<Note>) {}

  note(key: string, note: Note): void {
    const earlier = this.waiting.get(key);
    this.waiting.set(key, earlier === undefined ? note : this.options.merge(earlier, note));
    this.timer ??= setTimeout(() => void this.flush(), this.options.withinMs).unref();
  }

  /** What is noted and may not be stored yet. To be asked before reading what is stored, so that one of the two has it. */
  peek(key: string): Note | undefined {
    return this.waiting.get(key);
  }

  /** Writes what waits, one key after another, when what is being written already is. Never throws. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // A round that has not begun yet will write all that waits by then: however long one takes, they do not queue up.
    this.next ??= this.written.then(() => {
      this.next = undefined;
      return this.writeAll();
    });
    this.written = this.next;
    return this.written;
  }

  private async writeAll(): Promise<void> {
    // Those that are there now: one that is noted anew goes to the end, where it would be found again and again.
    const keys = [...this.waiting.keys()];
    for (const key of keys) {
      const note = this.waiting.get(key);
      if (note === undefined) continue;
      try {
        await this.options.write(key, note);
      } catch (error) {
        this.options.failed(error, key);
      }
      // What was noted meanwhile is still to be written.
      if (this.waiting.get(key) === note) this.waiting.delete(key);
    }
  }
}
