/**
 * Lets pieces of work go one after another. SQLite has one connection for writing, which TypeORM shares
 * between all requests: without turns one request's rollback would undo another's changes.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn;
    return turn;
  }
}
