import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { stageFor } from '../../support/stage.js';
import { readTranscript, replay } from '../../support/transcript.js';

const CLIENTS = {
  'Entra ID': [
    'entra/users',
    'entra/users-optscim',
    'entra/groups',
    'entra/groups-optscim',
    'entra/validator',
    'entra/gallery',
    'entra/gallery-users',
    'entra/gallery-groups',
    'entra/gallery-direct',
    'entra/app-roles',
  ],
  OneLogin: ['onelogin/users-and-groups'],
  JumpCloud: ['jumpcloud/users-and-groups'],
  'Google Workspace': ['google/users'],
  PingFederate: ['ping/users-and-groups'],
  authentik: ['authentik/adoption'],
  "Declaree's guide": ['declaree/published-examples'],
};

const TRANSCRIPTS = await Promise.all(
  Object.entries(CLIENTS).flatMap(([client, paths]) =>
    paths.map(async (path) => ({ client, transcript: await readTranscript(`${path}.json`) })),
  ),
);

describe.each(sqliteAndOneServer())('clients on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it.each(TRANSCRIPTS)('$client: $transcript.title', async ({ transcript }) => {
    expect(await replay(transcript, await stageFor(app, transcript))).toEqual([]);
  });
});
