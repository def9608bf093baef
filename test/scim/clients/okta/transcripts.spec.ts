import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../../support/accounts.js';
import { bootApp, type TestApp } from '../../../support/app.js';
import { sqliteAndOneServer } from '../../../support/lanes.js';
import { stageFor } from '../../../support/stage.js';
import { readTranscript, replay } from '../../../support/transcript.js';

const TRANSCRIPTS = await Promise.all(
  [
    'custom-app-users',
    'custom-app-groups',
    'catalogue-app-users',
    'catalogue-app-groups',
    'import',
    'refusals',
    'spec-suite',
    'entitlements',
  ].map((name) => readTranscript(`okta/${name}.json`)),
);

describe.each(sqliteAndOneServer())('Okta on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it.each(TRANSCRIPTS.map((transcript) => [transcript.title, transcript] as const))(
    '%s',
    async (_, transcript) => {
      expect(await replay(transcript, await stageFor(app, transcript))).toEqual([]);
    },
  );

  it('names the step with a different answer, and the difference', async () => {
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
});
