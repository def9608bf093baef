import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteAndOneServer } from '../support/lanes.js';
import { Program } from '../support/processes.js';
import { basic } from '../support/scim-client.js';

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(sqliteAndOneServer())('the first start, on an empty $name database', (lane) => {
  it('by two servers at once migrates once and creates the demo data once', async () => {
    const database = await lane.create();
    const environment = {
      DATABASE_URL: database.url,
      DEMO: '',
      DEMO_PASSWORD: 'secret',
      NODE_ENV: 'development',
    };
    const servers = await Promise.all([program.start(environment), program.start(environment)]);
    for (const { url } of servers) {
      const headers = { authorization: basic('okta@acme.example', 'secret') };
      expect((await fetch(`${url}/SCIM/v2/Users?startIndex=1&count=2`, { headers })).status).toBe(200);
    }
    const ended = await Promise.all(servers.map((server) => server.stop()));
    expect(ended.filter(({ stdout }) => stdout.includes('Demo data created'))).toHaveLength(1);
    await database.drop();
  });
});
