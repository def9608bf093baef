import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DeferredWrites } from '../../../src/platform/database/deferred-writes.js';
import { until } from '../../support/condition.js';

/** Notes of numbers, of which the largest counts; each write waits until `release` is called. */
function heldWrites() {
  const written: string[] = [];
  const held: (() => void)[] = [];
  const notes = new DeferredWrites<number>({
    withinMs: 1,
    merge: Math.max,
    write: async (key, note) => {
      await new Promise<void>((resolve) => held.push(resolve));
      written.push(`${key} ${note}`);
    },
    failed: () => undefined,
  });
  return { notes, written, held, release: () => held.shift()?.() };
}

describe('deferred writes', () => {
  it('do not queue up during a slow write: notes in the meantime are merged', async () => {
    const { notes, written, held, release } = heldWrites();
    notes.note('a', 1);
    await until('a write runs', () => held.length === 1);
    for (const number of [2, 3, 4]) {
      notes.note('a', number);
      await sleep(5);
    }
    expect(notes.peek('a')).toBe(4);
    release();
    await until('a write runs', () => held.length === 1);
    release();
    await notes.flush();
    expect(written).toEqual(['a 1', 'a 4']);
    expect(notes.peek('a')).toBeUndefined();
  });

  it('can be read until they are stored', async () => {
    const { notes, held, release } = heldWrites();
    notes.note('a', 1);
    await until('a write runs', () => held.length === 1);
    expect(notes.peek('a')).toBe(1);
    release();
    await until('it is stored', () => notes.peek('a') === undefined);
  });
});
