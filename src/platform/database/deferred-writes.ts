/** Injection token of the delay before deferred writes, in milliseconds. */
export const WRITE_WITHIN_MS = Symbol('WRITE_WITHIN_MS');

export interface DeferredWriteOptions<Note> {
  withinMs: number;
  /** Merges two notes on the same key. */
  merge: (earlier: Note, later: Note) => Note;
  write: (key: string, note: Note) => Promise<void>;
  /** Called if a write throws; its note is dropped. */
  failed: (error: unknown, key: string) => void;
}

/**
 * Collects facts for which only the latest value matters, such as the time of last use: one note per key.
 * Writes them in the background, so that they add no statement and no failure to a request. Readers ask
 * `peek` for notes that are not stored yet.
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

  /** The note that may not be stored yet. Call it before reading the stored value, so that one of the two has it. */
  peek(key: string): Note | undefined {
    return this.waiting.get(key);
  }

  /** Writes the pending notes one by one, after the current round. Never throws. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Reuse a round that has not started: it will write everything pending by then.
    this.next ??= this.written.then(() => {
      this.next = undefined;
      return this.writeAll();
    });
    this.written = this.next;
    return this.written;
  }

  private async writeAll(): Promise<void> {
    // A snapshot: a key that is noted again moves to the end and would be visited again.
    const keys = [...this.waiting.keys()];
    for (const key of keys) {
      const note = this.waiting.get(key);
      if (note === undefined) continue;
      try {
        await this.options.write(key, note);
      } catch (error) {
        this.options.failed(error, key);
      }
      // Keep a note that arrived meanwhile.
      if (this.waiting.get(key) === note) this.waiting.delete(key);
    }
  }
}
