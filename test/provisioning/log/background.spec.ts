import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandsOn, json } from '../../cli/in-process.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const ADMIN = 'okta@acme.example';
const PASSWORD = 'the demo password';

interface AccountRow {
  slug: string;
  lastProvisioningActivity: string | null;
}

describe.each(databaseLanes())('background writes of a server on $name', (lane) => {
  let program: Program;
  let database: TestDatabase;
  let server: ServerProcess;

  beforeAll(async () => {
    program = await Program.build();
    database = await createMigrated(lane);
    server = await program.start({ DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: PASSWORD });
  });

  afterAll(async () => {
    await program?.remove();
    await database?.drop();
  });

  /** The state that another process sees. */
  const lastActivity = async () => {
    const accounts = json(await commandsOn(database.url)(['account', 'list', '--json'])) as AccountRow[];
    return accounts.find(({ slug }) => slug === 'acme')?.lastProvisioningActivity;
  };

  const call = async () => {
    const scim = new ScimClient(`${server.url}/SCIM/v2`, basic(ADMIN, PASSWORD));
    expect((await scim.get('/Users?count=2')).status).toBe(200);
  };

  it('happen soon after a call, without another request to that server', async () => {
    expect(await lastActivity()).toBeNull();
    await call();
    await vi.waitFor(async () => expect(await lastActivity()).not.toBeNull(), {
      timeout: 20_000,
      interval: 200,
    });
  });

  it('happen before the server stops, for a call right before that', async () => {
    const before = new Date().toISOString();
    await call();
    expect((await server.stop()).code).toBe(0);
    expect(String(await lastActivity()) >= before).toBe(true);
  });
});
