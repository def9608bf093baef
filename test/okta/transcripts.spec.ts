import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers, makeApiKey, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { readTranscript, replay, type Transcript } from '../support/transcript.js';

const TRANSCRIPTS = await Promise.all(
  [
    'custom-app-users',
    'custom-app-groups',
    'catalogue-app-users',
    'catalogue-app-groups',
    'import',
    'refusals',
    'spec-suite',
  ].map((name) => readTranscript(`okta/${name}.json`)),
);

describe.each(databaseLanes())('Okta on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it.each(TRANSCRIPTS.map((transcript) => [transcript.title, transcript] as const))(
    '%s',
    async (_, transcript) => {
      const account = await addAccount(app);
      await addUsers(app, account, transcript.users ?? 0);
      const stage = {
        url: app.url,
        authorization: await authorizationFor(transcript, account),
        captured: { slug: account.slug, adminId: account.admin.id, adminUserName: account.admin.userName },
      };
      expect(await replay(transcript, stage)).toEqual([]);
    },
  );

  it('tells which step was answered otherwise, and how', async () => {
    const { scim, admin } = await addAccount(app);
    const request = { method: 'GET', path: '/Users?startIndex=1&count=2' };
    const steps = [
      { name: 'the admin', request, response: { status: 200, body: { Resources: [{ id: '{{id}}' }] } } },
      { name: 'another', request, response: { status: 200, body: { Resources: [{ id: 'other' }] } } },
    ];
    const transcript = { title: '', credential: 'basic', headers: {}, bodyHeaders: {}, steps } as const;
    const stage = { url: app.url, authorization: scim.authorization, captured: {} };
    expect(await replay(transcript, stage)).toEqual([
      'step "another": GET /Users?startIndex=1&count=2',
      `body.Resources[0].id: expected "other", got "${admin.id}"`,
      expect.stringMatching(/^answer: /),
    ]);
  });

  async function authorizationFor({ credential }: Transcript, { scim }: TestAccount): Promise<string> {
    if (credential === 'basic') return scim.authorization;
    const key = await makeApiKey(app, scim.authorization);
    return credential === 'bearer' ? `Bearer ${key}` : key;
  }
});
