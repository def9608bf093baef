import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { seedOfRun } from '../../support/seed.js';
import { basic, ScimClient, send } from '../../support/scim-client.js';
import { ConcurrentModel, randomNumbers, type Expected } from './model.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const OPERATOR = basic('support@declaree.example', PASSWORD);
const WORKERS = 8;

/** A run without these answers would prove little. */
const TELLING = ['200', '201', '204', '409'];

/** `FAULT_STEPS` sets the length of the test. */
const STEPS = Number(process.env['FAULT_STEPS'] || 40);
const SEED = seedOfRun();

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(databaseLanes())('random requests at once on $name', (lane) => {
  let database: TestDatabase;
  let servers: ServerProcess[];

  beforeAll(async () => {
    database = await createMigrated(lane);
    const environment = { DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: PASSWORD };
    servers = [await program.start(environment)];
    // SQLite is for one server.
    if (lane.name !== 'sqlite') servers.push(await program.start(environment));
  });

  afterAll(async () => {
    await Promise.all((servers ?? []).map((server) => server.stop('SIGKILL')));
    await database?.drop();
  });

  const rest = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: OPERATOR, 'content-type': 'application/json' };
    const answer = await send(`${servers[0]?.url}/api/v1${path}`, method, { headers, body });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  /** Off and on again, as often as it goes: requests that come meanwhile are refused as a whole. */
  const switchWhile = async (isRunning: () => boolean) => {
    const { items } = await rest('GET', '/support/accounts?search=acme');
    const [{ id } = { id: '' }] = items as { id: string }[];
    while (isRunning()) {
      for (const enabled of [false, true]) {
        await rest('PUT', `/support/accounts/${id}/modules/scim`, { enabled, reason: 'model' });
        await new Promise((resolve) => setTimeout(resolve, enabled ? 200 : 5));
      }
    }
  };

  it('end where the acknowledged ones, done one after another, would have', async () => {
    const model = new ConcurrentModel();
    let running = WORKERS;
    const workers = Array.from({ length: WORKERS }, async (_, worker) => {
      const random = randomNumbers(SEED + worker);
      const scim = new ScimClient(`${servers[worker % servers.length]?.url}/SCIM/v2`, OKTA);
      try {
        for (let step = 0; step < STEPS || (step < 10 * STEPS && !isTelling(model)); step++) {
          await model.step(scim, random);
        }
      } finally {
        running -= 1;
      }
    });
    await Promise.all([...workers, switchWhile(() => running > 0)]);

    expect(model.unexpected).toEqual([]);
    expect(Object.keys(model.statuses)).toEqual(expect.arrayContaining(TELLING));
    const scim = new ScimClient(`${servers.at(-1)?.url}/SCIM/v2`, OKTA);
    expect(await storedUsers(scim)).toEqual(model.expectedUsers());
    expect(await storedGroups(scim)).toEqual(model.expectedGroups());
    expect(titledTwice(model)).toEqual([]);
  }, 600_000);
});

const isTelling = ({ statuses }: ConcurrentModel) =>
  TELLING.every((status) => Object.hasOwn(statuses, status));

async function storedUsers(scim: ScimClient): Promise<Map<string, Expected>> {
  const found = await scim.search('/Users', 'userName sw "model"');
  return new Map(
    found.map(({ id, userName, title, active }) => [
      id,
      {
        name: String(userName),
        active: active === true,
        ...(typeof title === 'string' ? { title } : {}),
      },
    ]),
  );
}

async function storedGroups(scim: ScimClient): Promise<Map<string, Expected>> {
  const found = await scim.search('/Groups', 'displayName sw "Model" or displayName sw "Renamed"');
  return new Map(
    found.map(({ id, displayName, members = [] }) => [
      id,
      {
        name: String(displayName),
        members: (members as { value: string }[]).map(({ value }) => value).toSorted(),
      },
    ]),
  );
}

/** Users of whom two changes led to one version: one of those must have been lost. */
function titledTwice({ users }: ConcurrentModel): string[] {
  return [...users].flatMap(([id, done]) => {
    const versions = done.filter(({ kind }) => kind === 'title').map(({ version }) => version);
    return new Set(versions).size === versions.length ? [] : [id];
  });
}
