import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { databaseLanes, type TestDatabase } from '../support/lanes.js';
import { createMigrated } from '../support/migrated.js';
import { commandsOn, type RunCommand } from './in-process.js';

describe.each(databaseLanes())('importing a long list of users, on $name', (lane) => {
  let database: TestDatabase;
  let declaree: RunCommand;

  beforeAll(async () => {
    database = await createMigrated(lane);
    declaree = commandsOn(database.url);
    await declaree(['account', 'create', '--name', 'Acme', '--admin', 'admin']);
  });

  afterAll(() => database.drop());

  it('shows its progress on a terminal only', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'declaree-list-')), 'people.csv');
    await writeFile(file, `userName\n${Array.from({ length: 600 }, (_, number) => `p${number}`).join('\n')}`);
    const shown: string[] = [];
    const terminal = {
      input: (async function* nothing() {})(),
      print: () => undefined,
      printError: () => undefined,
      showProgress: (text: string) => void shown.push(text),
    };
    const args = ['users', 'import', 'acme', file, '--apply'];
    expect(await runCommandLine(args, terminal, () => loadSettings({ DATABASE_URL: database.url }))).toBe(0);
    expect(shown).toEqual(['250 of 600 users', '500 of 600 users', '600 of 600 users', '']);
    expect(await declaree(args)).toMatchObject({ exitCode: 0, stderr: `Database: ${database.url}\n` });
  });
});
