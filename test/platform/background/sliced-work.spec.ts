import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { SlicedWork } from '../../../src/platform/background/sliced-work.js';

/** Work that only notes which slices run, and how many at once. */
class NotedWork extends SlicedWork {
  readonly carriedOut: string[] = [];
  readonly failures: string[] = [];
  most = 0;
  private running = 0;

  work(accountId: string, id: string, count: number, slice = async () => sleep(1)): Promise<void> {
    let left = count;
    const next = async () => {
      this.most = Math.max(this.most, ++this.running);
      this.carriedOut.push(id);
      try {
        await slice();
      } finally {
        this.running -= 1;
      }
      return --left > 0;
    };
    return this.inSlices({ accountId, id }, next, () => void this.failures.push(id));
  }
}

describe('long work in slices', () => {
  let work: NotedWork;

  beforeEach(() => {
    work = new NotedWork();
  });

  it('of one account lets the others take turns after each slice', async () => {
    const long = Array.from({ length: 5 }, (_, account) => work.work(`long${account}`, `long${account}`, 50));
    await work.work('short', 'short', 1);
    expect(work.carriedOut.length).toBeLessThan(20);
    await Promise.all(long);
    expect(work.carriedOut).toHaveLength(251);
  });

  it('is carried out for three accounts at once, and one slice at a time for each', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, job) => work.work(`account${job}`, `job${job}`, 10)));
    expect(work.most).toBe(3);
    work.most = 0;
    await Promise.all([1, 2, 3].map((job) => work.work('one', `job${job}`, 10)));
    expect(work.most).toBe(1);
  });

  it('is joined if it is under way already', async () => {
    await Promise.all([work.work('a', 'job', 2), work.work('a', 'job', 2)]);
    expect(work.carriedOut).toEqual(['job', 'job']);
  });

  it('ends alone where a slice fails', async () => {
    const failing = () => Promise.reject(new Error('no'));
    await Promise.all([work.work('a', 'failing', 2, failing), work.work('b', 'other', 3)]);
    expect(work.failures).toEqual(['failing']);
    expect(work.carriedOut.filter((id) => id === 'other')).toHaveLength(3);
  });

  it('ends with the slices under way when the program stops, and that is waited for', async () => {
    const jobs = Array.from({ length: 6 }, (_, job) => work.work(`account${job}`, `job${job}`, 1_000));
    await sleep(10);
    await work.onApplicationShutdown();
    const done = work.carriedOut.length;
    await Promise.all(jobs);
    expect(work.carriedOut).toHaveLength(done);
    expect(done).toBeLessThan(6_000);
    expect(work.failures).toEqual([]);
  });
});
