import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { Program } from '../../support/processes.js';
import { basic, ScimClient } from '../../support/scim-client.js';
import { connect, migrated, schemaOf, tablesOf } from './migrated-schema.js';

const PASSWORD = 'the demo password';
const DEMO = { DEMO: 'on', DEMO_PASSWORD: PASSWORD };

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(databaseLanes())('migrations of the program on $name', (lane) => {
  let database: TestDatabase;
  let opened: DataSource[];
  let fresh: string[];

  beforeAll(async () => {
    const other = await migrated(lane);
    fresh = other.schema;
    await other.database.drop();
  });

  beforeEach(async () => {
    database = await lane.create();
    opened = [];
  });

  afterEach(async () => {
    for (const dataSource of opened) await dataSource.destroy();
    await database.drop();
  });

  const open = async () => {
    const dataSource = await connect(database);
    opened.push(dataSource);
    return dataSource;
  };

  it('that were interrupted repeatedly continue where they stopped', async () => {
    const environment = { DATABASE_URL: database.url };
    const dataSource = lane.name !== 'sqlite' ? await open() : undefined;
    for (const tables of [2, 7, 13]) {
      // As after the lease of the one that was killed; for the last one's, the next really waits.
      if (tables > 2) await dataSource?.query('UPDATE migration_lock SET expiresAt = UTC_TIMESTAMP(3)');
      await program.interrupt(['db', 'migrate'], environment, async () => {
        await until(`${tables} tables are made`, async () =>
          dataSource ? (await tablesOf(dataSource)).length >= tables : isBegun(database.url),
        );
        // Wherever in its work that finds it.
        if (!dataSource) await sleep(tables);
      });
    }
    expect(await program.run('cli.js', ['db', 'migrate'], environment)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Database: [^\n]+\n$/),
    });
    const { stdout } = await program.run('cli.js', ['db', 'status', '--json'], environment);
    expect(JSON.parse(stdout)).toEqual({ upToDate: true, pending: [] });
    expect(await schemaOf(await open())).toEqual(fresh);
    const server = await program.start({ ...environment, ...DEMO });
    await new ScimClient(`${server.url}/SCIM/v2`, basic('okta@acme.example', PASSWORD)).list('/Users');
    await server.stop();
  });

  it.runIf(lane.name !== 'sqlite')(
    'run once where four servers start on one empty database',
    async () => {
      const environment = { DATABASE_URL: database.url, ...DEMO };
      const servers = await Promise.all(Array.from({ length: 4 }, () => program.start(environment)));
      const okta = basic('okta@acme.example', PASSWORD);
      const totals = await Promise.all(
        servers.map(
          async ({ url }) => (await new ScimClient(`${url}/SCIM/v2`, okta).list('/Users')).totalResults,
        ),
      );
      expect(new Set(totals).size).toBe(1);
      await Promise.all(servers.map((server) => server.stop()));
      expect(await schemaOf(await open())).toEqual(fresh);
    },
    180_000,
  );
});

/** What is not committed cannot be seen in a SQLite file, but that it is there. */
async function isBegun(url: string): Promise<boolean> {
  return stat(url.replace('sqlite:', '')).then(
    () => true,
    () => false,
  );
}
