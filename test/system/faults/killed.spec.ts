import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program, type ServerProcess } from '../../support/processes.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { basic } from '../../support/scim-client.js';
import { WriteLoad } from '../../support/write-load.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const KILLS = 5;

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(databaseLanes())('a server on $name that is killed or stopped under load', (lane) => {
  let database: TestDatabase;
  let server: ServerProcess;

  const start = async () => {
    server = await program.start({ DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: PASSWORD });
  };

  beforeAll(async () => {
    database = await createMigrated(lane);
    await start();
  });

  afterAll(async () => {
    await server.stop('SIGKILL');
    await database.drop();
  });

  it('keeps every acknowledged write, every other one completely or not at all, and a matching log', async () => {
    const load = new WriteLoad('killed', OKTA, () => [server.url]);
    for (let kill = 0; kill < KILLS; kill++) {
      load.start();
      await load.progress(25);
      await server.stop('SIGKILL');
      await load.refusals(1);
      await load.stop();
      await start();
    }
    expect(await load.faults(server.url)).toEqual([]);
    // Writes may have to wait too long on a slow machine; the kill ends others without an answer.
    expect(load.inexcusable(['503', 'none'])).toEqual({});
    expect(load.unadvised).toBe(0);
  });

  it('answers pending requests on SIGTERM, and ends cleanly within ten seconds', async () => {
    const load = new WriteLoad('stopped', OKTA, () => [server.url]);
    load.start();
    await load.progress(25);
    const { code, milliseconds, stderr } = await server.stop();
    await load.refusals(1);
    await load.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(milliseconds).toBeLessThan(10_000);

    await start();
    expect(await load.faults(server.url)).toEqual([]);
    // What is stored has been answered: no write was done for a client that never heard of it.
    const unheard = load.subjects.filter(({ possible }) => possible !== undefined);
    for (const subject of unheard) subject.possible = undefined;
    expect(await load.faults(server.url)).toEqual([]);
  });
});
