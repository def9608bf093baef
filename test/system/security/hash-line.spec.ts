import { expect, it } from 'vitest';
import { LoginPlaces } from '../../../src/auth/login-places.service.js';
import { PasswordHasher } from '../../../src/auth/passwords/password-hasher.js';
import { addAccount } from '../../support/accounts.js';
import { bootApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';

/** How many may wait while others are computed. */
const WAITING = 250;
const STRANGER = { sender: '192.0.2.0/24', isKnown: false };
const GUESSES = 60;

it('more logins than passwords can be hashed are refused as unavailable, and the others are carried out', async () => {
  const hasher = new PasswordHasher();
  const hashes = Array.from({ length: WAITING + 20 }, () => hasher.verifyNobody('a guess', STRANGER));
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
  expect(await hasher.verifyNobody('a guess', STRANGER)).toBe(false);
});

it('hundreds of guesses from one network do not delay a login from another', async () => {
  const [sqlite] = databaseLanes() as [DatabaseLane];
  const app = await bootApp(sqlite, { TRUST_PROXY: 'true' });
  const { slug, scim } = await addAccount(app);
  const knock = async (authorization: string, address: string) => {
    const headers = { authorization, 'x-forwarded-for': address };
    return (await send(`${app.url}/SCIM/v2/ServiceProviderConfig`, 'GET', { headers })).status;
  };
  // Queued at once, like a flood: requests from this test would not arrive faster than many processors hash.
  const hasher = app.get(PasswordHasher);
  let hashed = 0;
  const guesses = Array.from({ length: GUESSES }, async () => {
    await hasher.verifyNobody('a guess', STRANGER);
    hashed += 1;
  });
  const another = knock(basic(`nobody@${slug}.example`, 'a guess'), '192.0.2.1');
  expect(await knock(scim.authorization, '198.51.100.2')).toBe(200);
  // In one queue for all it would have been the last.
  expect(hashed).toBeLessThan(GUESSES);
  expect(await another).toBe(401);
  await Promise.all(guesses);
  await app.close();
});

it('guesses do not delay a user who has logged in from this network before', async () => {
  const [sqlite] = databaseLanes() as [DatabaseLane];
  const app = await bootApp(sqlite, { TRUST_PROXY: 'true' });
  const { id, admin, scim } = await addAccount(app);
  const headers = { authorization: scim.authorization, 'x-forwarded-for': '192.0.2.9' };
  const knock = async () => (await send(`${app.url}/api/v1/auth/me`, 'GET', { headers })).status;
  // As after a restart: the login is on record, and the password not remembered.
  app.get(LoginPlaces).note({ accountId: id, userId: admin.id }, admin.userName, '192.0.2.0/24');
  const hasher = app.get(PasswordHasher);
  let hashed = 0;
  const guesses = Array.from({ length: GUESSES }, async () => {
    await hasher.verifyNobody('a guess', STRANGER);
    hashed += 1;
  });
  expect(await knock()).toBe(200);
  expect(hashed).toBeLessThan(GUESSES);
  await Promise.all(guesses);
  await app.close();
});
