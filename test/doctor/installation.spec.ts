import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes, type DatabaseLane } from '../support/lanes.js';
import { examine } from './report.js';

// Settings do not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

describe.each([
  ['neither mail nor a public address', {}, 'warning', 'SMTP_URL and PUBLIC_URL'],
  ['no mail', { PUBLIC_URL: 'https://app.declaree.example' }, 'warning', 'SMTP_URL'],
  ['both', { PUBLIC_URL: 'https://app.declaree.example', SMTP_URL: 'smtp://127.0.0.1' }, 'ok', undefined],
])('the doctor in production, with %s', (_, environment, level, settings) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite, { NODE_ENV: 'production', ...environment });
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('says which settings are missing, and who can change them', async () => {
    const check = (await examine(app, acme)).find(({ id }) => id === 'installation');
    expect(check?.level).toBe(level);
    expect(/support to set (.+?)\.(?: Until|$)/.exec(check?.advice ?? '')?.[1]).toBe(settings);
  });
});

describe.each([
  ['http://app.declaree.example', 'starts with http'],
  ['https://192.168.0.9', 'private network'],
  ['https://my_host.declaree.example', 'underscore'],
])('the doctor, if PUBLIC_URL is %s', (url, reason) => {
  it('says why identity providers cannot use it, in production or not', async () => {
    const app = await bootApp(sqlite, { PUBLIC_URL: url });
    try {
      const checks = await examine(app, await addAccount(app));
      expect(checks.find(({ id }) => id === 'installation')).toMatchObject({
        level: 'warning',
        detail: expect.stringMatching(new RegExp(`${url.slice(8)}.*${reason}`)),
        advice: expect.stringContaining('support to set PUBLIC_URL'),
      });
    } finally {
      await app.close();
    }
  });
});
