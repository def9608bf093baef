import { afterEach, describe, expect, it, vi } from 'vitest';
import { firstIdSince, newId } from '../../src/common/identifier.js';

const HOUR = 3_600_000;

describe('new ids', () => {
  afterEach(() => vi.useRealTimers());

  it('sort in the order of their creation, within a millisecond too', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stay in order if the clock is set back a little', () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: now + 30_000 });
    const before = newId();
    vi.setSystemTime(now);
    expect(newId() > before).toBe(true);
  });

  it('follow a clock that is set back a lot', () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: now + HOUR });
    newId();
    vi.setSystemTime(now);
    const id = newId();
    expect(id >= firstIdSince(new Date(now))).toBe(true);
    expect(id < firstIdSince(new Date(now + 1))).toBe(true);
  });
});
