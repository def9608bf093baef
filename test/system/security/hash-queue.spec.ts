import { expect, it } from 'vitest';
import { HashQueue } from '../../../src/auth/passwords/hash-queue.js';

const LIMITS = { atOnce: 1, waitingOfOne: 50, waitingInAll: 200 };

/** Puts work into the queue, and gives the names in the order in which it was done. */
async function orderOf(waiting: readonly (readonly [name: string, isKnown: boolean, count: number])[]) {
  const queue = new HashQueue(LIMITS);
  const done: string[] = [];
  const work = waiting.flatMap(([name, isKnown, count]) =>
    Array.from({ length: count }, () =>
      queue.run({ sender: name.charAt(0), isKnown }, () => {
        done.push(name);
        return Promise.resolve();
      }),
    ),
  );
  await Promise.all(work);
  expect(queue.waiting).toBe(0);
  return done;
}

it('lets senders take turns', async () => {
  const order = await orderOf([
    ['a', false, 40],
    ['b', false, 2],
  ]);
  expect(order.slice(0, 5)).toEqual(['a', 'a', 'b', 'a', 'b']);
  expect(order).toHaveLength(42);
});

it('gives known senders precedence over unknown ones, also of the same sender', async () => {
  const order = await orderOf([
    ['a stranger', false, 40],
    ['a known', true, 1],
    ['b known', true, 1],
  ]);
  // The first had begun before the others came.
  expect(order.slice(0, 3)).toEqual(['a stranger', 'a known', 'b known']);
});

it('gives unknown senders every fourth turn', async () => {
  const order = await orderOf([
    ['a', true, 40],
    ['b', false, 10],
  ]);
  const strangers = order.slice(0, 40).filter((name) => name === 'b');
  expect(strangers).toHaveLength(10);
});

it('is full for one sender, and for unknown senders, before it is for others', async () => {
  const queue = new HashQueue(LIMITS);
  const release: (() => void)[] = [];
  const wait = (sender: string) =>
    queue.run({ sender, isKnown: false }, () => new Promise<void>((resolve) => release.push(resolve)));
  const all = [wait('running')];
  for (let number = 0; number < LIMITS.waitingOfOne; number++) all.push(wait('one'));
  expect(queue.isFull({ sender: 'one', isKnown: false })).toBe(true);
  expect(queue.isFull({ sender: 'one', isKnown: true })).toBe(false);
  expect(queue.isFull({ sender: 'two', isKnown: false })).toBe(false);
  for (let number = LIMITS.waitingOfOne; number < LIMITS.waitingInAll; number++) all.push(wait(`${number}`));
  expect(queue.isFull({ sender: 'two', isKnown: false })).toBe(true);
  expect(queue.isFull({ sender: 'two', isKnown: true })).toBe(false);
  const ended = Promise.all(all);
  while (queue.waiting > 0 || release.length > 0) {
    release.splice(0).forEach((end) => end());
    await new Promise(setImmediate);
  }
  await ended;
});

it('continues after failed work', async () => {
  const queue = new HashQueue(LIMITS);
  const turn = { sender: 'a', isKnown: false };
  const failed = queue.run(turn, () => Promise.reject(new Error('broken')));
  const next = queue.run(turn, () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
