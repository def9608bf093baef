import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasswordHasher } from '../../../src/auth/passwords/password-hasher.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** More than the queue of one account holds. */
const FLOOD = 520;

describe('passwords to be stored', () => {
  let app: TestApp;
  let greedy: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    [greedy, other] = [await addAccount(app), await addAccount(app)];
    // The credentials are cached from here on, so that only new passwords are hashed below.
    for (const { scim } of [greedy, other]) await scim.get('/ServiceProviderConfig');
  });

  afterAll(() => app.close());

  it('wait in the queue of their account', async () => {
    const hasher = app.get(PasswordHasher);
    let hashed = 0;
    let isFlooding = true;
    // A hash that is done makes room in the queue, which the next one takes at once.
    const hashNext = async (): Promise<void> => {
      await hasher.hash('secret', greedy.id);
      hashed += 1;
      if (isFlooding) await hashNext();
    };
    const settled = Promise.allSettled(Array.from({ length: FLOOD }, hashNext));
    const user = { userName: 'mira@acme.example', password: 'secret' };
    const refused = await greedy.scim.post('/Users', user);
    expect(refused).toMatchObject({
      status: 503,
      body: { detail: 'Too many logins are waiting. Try again shortly.' },
    });
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await other.scim.post('/Users', user)).status).toBe(201);
    expect(hashed).toBeLessThan(FLOOD / 2);
    isFlooding = false;
    await settled;
    expect((await greedy.scim.post('/Users', user)).status).toBe(201);
  });
});
