import { expect, it } from 'vitest';
import { PasswordHasher } from '../../src/passwords/password-hasher.js';

/** How many may wait while others are computed. */
const WAITING = 500;

it('more logins than passwords can be hashed are refused as unavailable, and the others are carried out', async () => {
  const hasher = new PasswordHasher();
  const hashes = Array.from({ length: WAITING + 20 }, () => hasher.verifyNobody('a guess'));
  const settled = Promise.allSettled(hashes);
  expect(hasher.waiting).toBe(WAITING);
  const { refused } = hasher;
  expect(refused).toBeGreaterThan(10);

  const results = await settled;
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(failures).toHaveLength(refused);
  for (const failure of failures) {
    expect(failure).toMatchObject({ kind: 'unavailable', facts: { retryAfterSeconds: 2 } });
  }
  expect(hasher).toMatchObject({ waiting: 0, computed: hashes.length - refused });
  expect(await hasher.verifyNobody('a guess')).toBe(false);
}, 180_000);
