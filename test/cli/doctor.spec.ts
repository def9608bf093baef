import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { check, examine, type CheckResult } from '../doctor/report.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA } from '../support/scim-client.js';
import { commandsOn, json, type RunCommand } from './in-process.js';

/** A refusal, which ends with the database in use. */
const withoutDatabase = (stderr: string) => stderr.replace(/ \(database: [^\s)]+\)\n$/, '\n');

describe.each(sqliteAndOneServer())('the doctor on the command line, on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let account: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    declaree = commandsOn(app.databaseUrl);
    account = await addAccount(app);
  });

  afterAll(() => app.close());

  const examined = async () =>
    (json(await declaree(['scim', 'doctor', account.slug, '--json'])) as { checks: CheckResult[] }).checks;

  it('finds the same as the running server', async () => {
    const scim = account.scim.as(OKTA);
    await scim.get('/Users?startIndex=1&count=2');
    await scim.create('/Users', { userName: 'mira' });
    // Other processes see it about a second later.
    await app.get(LateWrites).flush();
    const checks = await examine(app, account);
    expect(await examined()).toEqual(checks);
    expect(check(checks, 'self-run').level).toBe('ok');
  });

  it('prints a line for each check, and what to do', async () => {
    const { exitCode, stdout, stderr } = await declaree(['scim', 'doctor', account.slug]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^Database: [^\n]+\n$/),
    });
    expect(stdout).toMatch(/^ok {7}SCIM module: SCIM is on for this account, /m);
    expect(stdout).toMatch(
      /^warning {2}User names: 1 user name is not an e-mail address: mira\..*\n {9}To do: In Okta, /m,
    );
    expect(stdout.trimEnd().split('\n')).toHaveLength(11);
  });

  it('prints the report and exits with 1 if there is a problem', async () => {
    const off = await addAccount(app, { scim: false });
    for (const args of [[], ['--json']]) {
      const { exitCode, stdout, stderr } = await declaree(['scim', 'doctor', off.slug, ...args]);
      expect(exitCode).toBe(1);
      expect(withoutDatabase(stderr)).toBe(`declaree: 1 problem found for ${off.slug}.\n`);
      expect(stdout).toContain('never been switched on');
    }
    const { stdout } = await declaree(['scim', 'doctor', off.slug, '--json']);
    expect(JSON.parse(stdout)).toEqual({ checks: await examine(app, off) });
  });

  it('refuses an unknown account', async () => {
    const { exitCode, stdout, stderr } = await declaree(['scim', 'doctor', 'nobody']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(withoutDatabase(stderr)).toBe('declaree: There is no account with the slug "nobody".\n');
  });
});
