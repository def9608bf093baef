import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes, type DatabaseLane } from '../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function withApp(
  environment: Record<string, string>,
  work: (app: TestApp) => Promise<void>,
): Promise<void> {
  const app = await bootApp(sqlite, environment);
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

describe('metrics', () => {
  it('count requests by route and status, and never by path', async () => {
    await withApp({}, async ({ url }) => {
      await fetch(`${url}/SCIM/v2/Users/somebody-in-particular`);
      const response = await fetch(`${url}/metrics`);
      const text = await response.text();
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(text).toMatch(
        /declaree_http_request_duration_seconds_count\{method="GET",route="\/SCIM\/v2\/Users\/:id",status="401"\} 1/,
      );
      expect(text).toContain('process_cpu_seconds_total');
      expect(text).not.toContain('somebody-in-particular');
    });
  });

  it('are on a port of their own where that is set, and there only', async () => {
    const port = await freePort();
    await withApp({ METRICS_PORT: String(port) }, async ({ url }) => {
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
      const response = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('process_cpu_seconds_total');
      expect((await fetch(`http://127.0.0.1:${port}/SCIM/v2/Users`)).status).toBe(404);
    });
  });
});
