import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runDirectory, withServer } from './lanes.js';
import { BUILD_FOLDER } from './processes.js';

const LOCAL_SERVER = 'mysql://root@127.0.0.1:3306';

/** Decides the database lanes of the run; what it gives back drops what a broken test left behind. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const runName = `declaree_test_${randomBytes(4).toString('hex')}`;
  const server = await findServer(process.env['TEST_DATABASE_URL'] || LOCAL_SERVER);
  project.provide('runName', runName);
  project.provide('mysqlServer', server);
  process.env[BUILD_FOLDER] = join(runDirectory(runName), 'build');
  return async () => {
    await rm(runDirectory(runName), { recursive: true, force: true });
    if (server !== null) await dropLeftovers(server, runName);
  };
}

async function findServer(address: string): Promise<string | null> {
  const url = new URL(address);
  try {
    await withServer(url.href, (query) => query('SELECT 1'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const notice = `MySQL lane skipped: no server at ${url.host} (${reason}); set TEST_DATABASE_URL`;
    if (process.env['CI'] === 'true') throw new Error(notice, { cause: error });
    console.log(notice);
    return null;
  }
  // Tests make databases of their own and never use the one that the URL may name.
  url.pathname = '';
  return url.href;
}

async function dropLeftovers(server: string, runName: string): Promise<void> {
  await withServer(server, async (query) => {
    const rows = await query(
      `SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE '${runName}%'`,
    );
    for (const { name } of rows as { name: string }[]) await query(`DROP DATABASE ${name}`);
  });
}
