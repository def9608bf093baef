import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, ScimClient, send } from '../../support/scim-client.js';
import { findTool } from '../../support/tools.js';

const PASSWORD = 'the demo password';
const LOGIN = 'okta@acme.example';
const OKTA = basic(LOGIN, PASSWORD);

/** Sets the clock of a process. */
const LIBRARY = findTool('libfaketime');

let program: Program;
let folder: string;

beforeAll(async () => {
  program = await Program.build();
  folder = await mkdtemp(join(tmpdir(), 'declaree-clock-'));
});

afterAll(async () => {
  await program?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.runIf(LIBRARY).each(databaseLanes())('a clock that jumps under a server on $name', (lane) => {
  let database: TestDatabase;
  let server: ServerProcess;
  let scim: ScimClient;
  let clock: string;

  beforeAll(async () => {
    database = await createMigrated(lane);
    clock = join(folder, `${lane.name}.clock`);
    await jump('+0');
    server = await program.start({
      DATABASE_URL: database.url,
      DEMO: 'on',
      DEMO_PASSWORD: PASSWORD,
      LD_PRELOAD: LIBRARY ?? '',
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      // Like setting a clock: monotonic time is not affected.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    scim = new ScimClient(`${server.url}/SCIM/v2`, OKTA);
  });

  afterAll(async () => {
    await server?.stop('SIGKILL');
    await database?.drop();
  });

  /** Sets the offset of the server's clock. */
  const jump = async (offset: string) => {
    // At once, so that nobody reads half of it.
    await writeFile(`${clock}.new`, offset);
    await rename(`${clock}.new`, clock);
  };

  const hoursAhead = ({ created }: { created: string }) =>
    // Not minus zero.
    Math.round((Date.parse(created) - Date.now()) / 3_600_000) + 0;

  const me = (authorization: string) =>
    send(`${server.url}/api/v1/auth/me`, 'GET', { headers: { authorization } });

  const logIn = async (password = PASSWORD) => {
    const answer = await send(`${server.url}/api/v1/auth/login`, 'POST', {
      headers: { 'content-type': 'application/json' },
      body: { username: `acme/${LOGIN}`, password },
    });
    return { ...answer, authorization: `Bearer ${String(answer.body['accessToken'])}` };
  };

  it('leaves ids unique, and the log in the order of what happened, page by page', async () => {
    const made: string[] = [];
    for (const [offset, hours] of [
      ['+0', 0],
      ['+5h', 5],
      ['-7h', -7],
      ['+1h', 1],
    ] as const) {
      await jump(offset);
      for (let number = 0; number < 5; number++) {
        const user = await scim.create('/Users', { userName: `jump${made.length}@x.example` });
        expect(hoursAhead(user.meta)).toBe(hours);
        made.push(user.id);
      }
    }
    expect(new Set(made).size).toBe(20);
    expect(made).toEqual(made.toSorted());

    const told: unknown[] = [];
    let cursor = '';
    do {
      const path = `/api/v1/provisioning/events?operation=create&limit=3${cursor}`;
      const { body } = await send(server.url + path, 'GET', { headers: { authorization: OKTA } });
      told.push(...(body['items'] as { resourceId: string }[]).map(({ resourceId }) => resourceId));
      cursor = typeof body['nextCursor'] === 'string' ? `&cursor=${body['nextCursor']}` : '';
    } while (cursor !== '');
    expect(told).toEqual(made.toReversed());
  });

  it('ends sessions by the clock, in either direction', async () => {
    await jump('+0');
    const { status, authorization } = await logIn();
    expect(status).toBe(200);
    await jump('-20h');
    expect((await me(authorization)).status).toBe(200);
    await jump('+1h');
    expect((await me(authorization)).status).toBe(200);
    await jump('+2000h');
    expect((await me(authorization)).status).toBe(401);
    await jump('+0');
    expect((await logIn()).status).toBe(200);
  });

  it('answers reads and changes of what was written at another time', async () => {
    await jump('+30h');
    const { id, meta } = await scim.create('/Users', { userName: 'future@x.example' });
    await jump('-30h');
    const changed = await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'past' }], {
      'if-match': meta.version,
    });
    expect(changed.status).toBe(200);
    expect((await scim.get(`/Users/${id}`)).status).toBe(200);
    expect(
      (await scim.search('/Users', `meta.created gt "${new Date().toISOString()}"`)).length,
    ).toBeGreaterThan(0);
    expect((await scim.delete(`/Users/${id}`)).status).toBe(204);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await jump('+0');
  });

  it('does not lock anyone out for longer than the limit on wrong passwords', async () => {
    for (let number = 0; number < 10; number++) expect((await logIn('wrong')).status).toBe(401);
    expect((await logIn()).status).toBe(429);
    await jump('-9h');
    const { status, headers } = await logIn();
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await jump('+9h');
    expect((await logIn()).status).toBe(200);
    await jump('+0');
  });
});
