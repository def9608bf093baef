/**
 * Runs work sequentially. All requests share SQLite's one write connection: without this, the rollback of one request
 * would undo the changes of another.
 */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn;
    return turn;
  }
}
