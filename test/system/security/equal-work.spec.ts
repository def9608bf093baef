import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, send, type Answer } from '../../support/scim-client.js';

/** Every refusal on SCIM takes this long, whatever it found. */
const REFUSED_AFTER_MS = 50;

interface Work {
  status: number;
  detail: unknown;
  hashes: number;
  statements: number;
}

describe.each(databaseLanes())('a login that fails on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await addUser(app, acme, { userName: 'somebody@acme.example', password: 'right' });
    await addUser(app, acme, { userName: 'left@acme.example', password: 'right', active: false });
    await addUser(app, acme, { userName: 'never@acme.example' });
  });

  afterAll(() => app.close());

  /** Hashes that the service has computed so far. */
  const hashes = async (): Promise<number> => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(/^declaree_password_hashes_total\{outcome="computed"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };

  const workOf = async (attempt: () => Promise<Answer>): Promise<Work> => {
    const before = await hashes();
    app.statements.clear();
    const { status, body } = await attempt();
    const statements = app.statements.statements.length;
    return { status, detail: body['detail'], hashes: (await hashes()) - before, statements };
  };

  let guesses = 0;

  /** The least work of three attempts: what runs in the background can only add statements to some of them. */
  const leastWorkOf = async (attempt: (password: string) => Promise<Answer>): Promise<Work> => {
    const works: Work[] = [];
    while (works.length < 3) {
      const password = `guess ${++guesses}`;
      works.push(await workOf(() => attempt(password)));
    }
    expect(works.map(({ hashes: computed }) => computed)).toEqual([1, 1, 1]);
    return works.reduce((least, work) => (work.statements < least.statements ? work : least));
  };

  const logIn = (username: string, password: string) =>
    send(`${app.url}/api/v1/auth/login`, 'POST', {
      headers: { 'content-type': 'application/json' },
      body: { username, password },
    });

  const knock = (userName: string, password: string) =>
    send(`${app.url}/SCIM/v2/Users`, 'GET', { headers: { authorization: basic(userName, password) } });

  it('costs the same for an unknown name as for a known one, with the same answer', async () => {
    const unknown = await leastWorkOf((password) => logIn('nobody@acme.example', password));
    expect(unknown).toMatchObject({ status: 401, hashes: 1, statements: 1 });
    for (const known of ['somebody@acme.example', 'left@acme.example', 'never@acme.example']) {
      expect(await leastWorkOf((password) => logIn(known, password))).toEqual(unknown);
    }
  });

  it('costs as much on SCIM, where a known name leaves an event besides', async () => {
    const unknown = await leastWorkOf((password) => knock('nobody@acme.example', password));
    const known = await workOf(() => knock('somebody@acme.example', 'a guess'));
    const { status, detail } = unknown;
    expect(unknown).toMatchObject({ status: 401, hashes: 1 });
    expect(known).toMatchObject({ status, detail, hashes: 1 });
    expect(known.statements).toBeGreaterThan(unknown.statements);
  });

  it('is answered on SCIM only when the event, if there is one, would be written', async () => {
    for (const name of ['nobody@acme.example', 'somebody@acme.example']) {
      // The hash of this guess is known after the first attempt, so that only the event is left to wait for.
      await knock(name, 'a guess');
      const began = performance.now();
      expect((await knock(name, 'a guess')).status).toBe(401);
      // A timer may fire a moment early, by its own clock.
      expect(performance.now() - began).toBeGreaterThan(REFUSED_AFTER_MS - 5);
    }
  });

  it('costs a hash for the same wrong password once, and none for the right one again', async () => {
    const admin = () => acme.scim.get('/ServiceProviderConfig');
    expect((await workOf(admin)).hashes).toBe(1);
    expect((await workOf(admin)).hashes).toBe(0);
    const again = () => logIn('again@acme.example', 'wrong');
    expect((await workOf(again)).hashes).toBe(1);
    expect((await workOf(again)).hashes).toBe(0);
  });
});
