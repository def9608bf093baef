import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';
import { basic } from '../../support/scim-client.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** Starts to send a user, and closes the connection once the server has the head of the request. */
async function hangUp(url: string, authorization: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const outgoing = request({
    hostname,
    port,
    method: 'POST',
    path: '/SCIM/v2/Users',
    headers: {
      authorization,
      'content-type': 'application/scim+json',
      'content-length': '100',
      expect: '100-continue',
      'user-agent': 'impatient',
    },
  });
  outgoing.on('error', () => {});
  outgoing.flushHeaders();
  await once(outgoing, 'continue');
  outgoing.destroy();
}

describe('a client that disconnects before its answer', () => {
  let program: Program;

  beforeAll(async () => {
    program = await Program.build();
  });

  afterAll(() => program.remove());

  it('appears in the metrics and the log with the status 499', async () => {
    const database = await createMigrated(sqlite);
    const server = await program.start({
      DATABASE_URL: database.url,
      LOG_LEVEL: 'info',
      DEMO: 'on',
      DEMO_PASSWORD: 'demo secret',
    });
    await hangUp(server.url, basic('okta@acme.example', 'demo secret'));
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    const counted =
      'declaree_http_request_duration_seconds_count{method="POST",route="/SCIM/v2/Users",status="499"} 1\n';
    await until('it is counted', async () => (await metrics()).includes(counted));
    const { stdout } = await server.stop();
    await database.drop();
    const lines = stdout.split('\n').filter((line) => line.includes('impatient'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 40,
        msg: 'request',
        status: 499,
        method: 'POST',
        address: '127.0.0.1',
      }),
    ]);
  });
});
