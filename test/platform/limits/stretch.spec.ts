import { describe, expect, it } from 'vitest';
import { nextTurn, Stretch } from '../../../src/common/stretch.js';

/** Blocks the thread for longer than a stretch may last. */
function workHard(): void {
  const until = performance.now() + 4;
  while (performance.now() < until);
}

describe('long work on one thread', () => {
  it('continues one piece at a time, however much there is, with a round of the event loop in between', async () => {
    const log: string[] = [];
    let isOver = false;
    const rounds = () => {
      if (isOver) return;
      log.push('round');
      setImmediate(rounds);
    };
    const work = async (name: string) => {
      const stretch = new Stretch();
      for (let step = 0; step < 3; step++) {
        workHard();
        await stretch.rest();
        log.push(name);
      }
    };
    setImmediate(rounds);
    const names = Array.from({ length: 8 }, (_, index) => `work ${index}`);
    await Promise.all(names.map(work));
    isOver = true;
    expect(log.join()).not.toMatch(/work \d,work \d/);
    expect(log.filter((entry) => entry !== 'round').slice(0, 8)).toEqual(names);
  });

  it('continues work that holds a lock before all other work', async () => {
    const log: string[] = [];
    const work = async (name: string, stretch: Stretch) => {
      for (let step = 0; step < 3; step++) {
        workHard();
        await stretch.rest();
        log.push(name);
      }
    };
    await Promise.all([
      work('first', new Stretch()),
      work('second', new Stretch()),
      work('holder', new Stretch('lock')),
    ]);
    expect(log.slice(0, 4)).toEqual(['holder', 'holder', 'holder', 'first']);
  });

  it('does not yield before its time is up', async () => {
    let rounds = 0;
    setImmediate(() => (rounds += 1));
    const stretch = new Stretch();
    await stretch.rest();
    expect(rounds).toBe(0);
    await nextTurn();
    expect(rounds).toBe(1);
  });
});
