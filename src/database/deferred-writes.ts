/** Token of how long what is noted may wait before it is written, in milliseconds. */
export const WRITE_WITHIN_MS = Symbol('WRITE_WITHIN_MS');

interface DeferredWriteOptions<Note> {
  withinMs: number;
  /** What two notes on one key come to, the later one last. */
  merge: (earlier: Note, later: Note) => Note;
  write: (key: string, note: Note) => Promise<void>;
  /** Told of a write that threw; its note is given up. */
  failed: (error: unknown, key: string) => void;
}

/**
 * Facts of which only the newest counts, such as when something was last used. They wait in memory, one note a key, and
 * are written in the background: the request that leads to a note runs no statement for it, and cannot fail by it.
 */
export class DeferredWrites<Note> {
  private waiting = new Map<string, Note>();
  private written = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DeferredWriteOptions<Note>) {}

  note(key: string, note: Note): void {
    const earlier = this.waiting.get(key);
    this.waiting.set(key, earlier === undefined ? note : this.options.merge(earlier, note));
    this.timer ??= setTimeout(() => void this.flush(), this.options.withinMs).unref();
  }

  /** Writes what waits, after what is being written already. Never throws. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const notes = this.waiting;
    this.waiting = new Map();
    this.written = this.written.then(() => this.writeAll(notes));
    return this.written;
  }

  private async writeAll(notes: ReadonlyMap<string, Note>): Promise<void> {
    for (const [key, note] of notes) {
      try {
        await this.options.write(key, note);
      } catch (error) {
        this.options.failed(error, key);
      }
    }
  }
}
