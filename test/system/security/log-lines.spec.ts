import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';
import { sendRaw } from '../../support/raw-http.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** What would forge a line, colour a terminal or end a string, as far as HTTP carries it. */
const FORGED = String.raw`x","level":60,"msg":"forged\n`;
const PATHS = ['/SCIM/v2/Users/%0a%7B"level":60%7D', '/%1b%5B31m', '/a%0d%0aforged', `/${FORGED}`];
const AGENTS = [FORGED, 'a\t\u009b31mforged', '${jndi:ldap://forged}', '%s%d%j'];

describe('the log', () => {
  let program: Program;

  beforeAll(async () => {
    program = await Program.build();
  });

  afterAll(() => program.remove());

  it('has one JSON object per line, whatever clients put into paths and headers', async () => {
    const database = await createMigrated(sqlite);
    const server = await program.start({ DATABASE_URL: database.url, LOG_LEVEL: 'info' });
    for (const path of PATHS) {
      for (const agent of AGENTS) {
        await sendRaw(server.url, { method: 'GET', path, headers: { 'user-agent': agent } });
      }
    }
    const { stdout } = await server.stop();
    await database.drop();

    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    const requests = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const logged = requests.filter(({ msg }) => msg === 'request');
    expect(logged).toHaveLength(PATHS.length * AGENTS.length);
    expect(new Set(logged.map(({ client }) => client))).toEqual(
      new Set(AGENTS.map((agent) => agent.replace('\t\u009b', String.raw`\t\u009b`))),
    );
    expect(logged.every(({ level }) => level === 30)).toBe(true);
    expect(stdout.split('\n').filter((line) => /^(?!\{).*forged/.test(line))).toEqual([]);
    expect(stdout).not.toMatch(/[^\n -~]/);
  });
});
