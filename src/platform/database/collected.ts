import type { AuthoredTransaction } from './account-transaction.js';

/**
 * Writes the records of changes: immediately, or all of them at the end of `AuthoredTransaction.together`.
 */
export class Collected<Item> {
  private readonly waiting = new WeakMap<AuthoredTransaction, Item[]>();

  constructor(private readonly write: (tx: AuthoredTransaction, items: readonly Item[]) => Promise<void>) {}

  async add(tx: AuthoredTransaction, items: readonly Item[]): Promise<void> {
    const waiting = this.waiting.get(tx);
    if (waiting) {
      waiting.push(...items);
      return;
    }
    const collected = [...items];
    const isLater = tx.later(() => {
      this.waiting.delete(tx);
      return this.write(tx, collected);
    });
    if (isLater) this.waiting.set(tx, collected);
    else await this.write(tx, items);
  }
}
