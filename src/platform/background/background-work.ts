/** Work that continues after the request that started it has been answered. */
export class BackgroundWork {
  private readonly running = new Set<Promise<void>>();

  /** How many pieces of work have not finished. */
  get size(): number {
    return this.running.size;
  }

  /** @param work must not reject */
  add(work: Promise<void>): void {
    this.running.add(work);
    void work.then(() => this.running.delete(work));
  }

  /** Resolves when all work that has begun so far has ended. */
  async ended(): Promise<void> {
    await Promise.all(this.running);
  }
}
