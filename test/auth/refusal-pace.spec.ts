import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusalPace } from '../../src/auth/refusal-pace.js';

const NETWORK = '192.0.2.0/24';

describe('the pace of refusals', () => {
  it('sends the first ones at once, the others a hundred a second', () => {
    const pace = new RefusalPace();
    const delays = Array.from({ length: 250 }, () => pace.plan(NETWORK, 1_000));
    expect(delays.slice(0, 50).every((delay) => delay === 0)).toBe(true);
    expect(delays.slice(50, 53)).toEqual([10, 20, 30]);
    expect(delays.at(-1)).toBe(2_000);
  });

  it('delays no refusal by more than four seconds', () => {
    const pace = new RefusalPace();
    const delays = Array.from({ length: 10_000 }, () => pace.plan(NETWORK, 1_000));
    expect(Math.max(...delays)).toBe(4_000);
  });

  it('does not delay other networks', () => {
    const pace = new RefusalPace();
    for (let times = 0; times < 1_000; times += 1) pace.plan(NETWORK, 1_000);
    expect(pace.plan('198.51.100.0/24', 1_000)).toBe(0);
  });

  it('never delays a network that sends fewer than a hundred a second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 5_000 }), { maxLength: 200 }), (pauses) => {
        const pace = new RefusalPace();
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          expect(pace.plan(NETWORK, now)).toBe(0);
        }
      }),
    );
  });
});
