import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { buildProgram } from '../cli/built-program.js';
import { databaseLanes, runDirectory } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';

/** A server that said it runs. */
interface Server {
  url: string;
  told: string;
  stop(): Promise<unknown>;
}

let directory: string;

beforeAll(async () => {
  directory = join(runDirectory(inject('runName')), randomUUID());
  await buildProgram(directory);
});

describe.each(databaseLanes())('the first start, on an empty $name database', (lane) => {
  const start = async (url: string): Promise<Server> => {
    const environment = { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent', DEMO_PASSWORD: 'secret' };
    const server: ChildProcess = spawn(process.execPath, [join(directory, 'dist/main.js')], {
      cwd: directory,
      env: { ...process.env, ...environment, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    for await (const chunk of server.stdout ?? []) {
      told += String(chunk);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
      if (address === undefined) continue;
      return {
        url: address,
        told,
        stop: () => {
          server.kill('SIGTERM');
          return once(server, 'exit');
        },
      };
    }
    throw new Error(`the server ended without an address: ${told}`);
  };

  it('of two servers at once migrates once and makes the demo data once', async () => {
    const database = await lane.create();
    const servers = await Promise.all([start(database.url), start(database.url)]);
    expect(servers.filter(({ told }) => told.includes('demo data'))).toHaveLength(1);
    for (const { url } of servers) {
      const headers = { authorization: basic('okta@acme.example', 'secret') };
      expect((await fetch(`${url}/SCIM/v2/Users?startIndex=1&count=2`, { headers })).status).toBe(200);
    }
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
  });
});
