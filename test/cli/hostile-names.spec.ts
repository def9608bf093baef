import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { bootWithCommands, json, type RunCommand } from './in-process.js';

/** Clears the screen, forges a line, moves the cursor, reverses the text direction, and ends in half a flag. */
const HOSTILE = 'Eve\u001B[2J\u009B1A\nSCIM is on\r\u202Egro\u2028\u2066x\u0007\u{E0067}';
const SHOWN = String.raw`Eve\u001b[2J\u009b1A\nSCIM is on\r\u202egro\u2028\u2066x\u0007\u{e0067}`;
const NOT_SEEN = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

describe.each(sqliteAndOneServer())('customers’ texts on the terminal, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let declaree: RunCommand;
  let url: string;

  beforeAll(async () => {
    ({ app, declaree, url } = await bootWithCommands(lane));
    acme = await addAccount(app);
    const values = { displayName: HOSTILE, title: HOSTILE, externalId: HOSTILE };
    await acme.scim.create('/Users', { userName: HOSTILE, ...values });
    await acme.scim.post('/Users', { userName: HOSTILE, ...values });
    await acme.scim.create('/Groups', { displayName: HOSTILE });
  });

  afterAll(() => app.close());

  it.each([
    ['events', ['events', 'SLUG'], SHOWN],
    ['the doctor', ['scim', 'doctor', 'SLUG'], SHOWN],
    ['a reset password', ['user', 'reset-password', 'SLUG', HOSTILE], SHOWN],
    // A refusal is one line: its line break has become a space.
    ['a refusal', ['user', 'reset-password', 'SLUG', `no ${HOSTILE}`], SHOWN.replace(String.raw`\n`, ' ')],
    ['accounts', ['account', 'list'], 'okta'],
  ])('is shown by %s with escapes, and ends no line', async (_, args, shown) => {
    const { stdout, stderr } = await declaree(args.map((arg) => arg.replace('SLUG', acme.slug)));
    expect(stdout + stderr).not.toMatch(NOT_SEEN);
    expect(stdout).not.toMatch(/^SCIM is on/m);
    expect(stdout + stderr).toContain(shown.replace('okta', acme.slug));
  });

  it('is the same value in JSON, without terminal control characters', async () => {
    const result = await declaree(['users', 'export', acme.slug, '--json']);
    expect(result.stdout).not.toMatch(NOT_SEEN);
    expect(json(result)).toContainEqual(expect.objectContaining({ displayName: HOSTILE }));
  });

  it('is exported unchanged to a file or a program, and with escapes to a terminal', async () => {
    const printed = async (isScreen: boolean) => {
      let text = '';
      const terminal = {
        input: (async function* () {})(),
        print: (part: string) => void (text += part),
        printError: () => undefined,
        isScreen,
      };
      await runCommandLine(['users', 'export', acme.slug], terminal, () =>
        loadSettings({ DATABASE_URL: url }),
      );
      return text;
    };
    expect(await printed(false)).toContain(HOSTILE);
    expect(await printed(true)).not.toMatch(/[^\P{C}\r\n]|[\p{Zl}\p{Zp}]/u);
  });
});
