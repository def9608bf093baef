import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA, send } from '../support/scim-client.js';
import { commandsOn, json, type RunCommand } from './in-process.js';

describe.each(sqliteAndOneServer())('the provisioning log on the command line, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let declaree: RunCommand;

  beforeAll(async () => {
    app = await bootApp(lane);
    declaree = commandsOn(app.databaseUrl);
    acme = await addAccount(app);
    const scim = acme.scim.as(OKTA);
    const { id } = await scim.create('/Users', { userName: 'mira', title: 'Clerk' });
    await scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    await scim.post('/Users', { userName: 'MIRA' });
    await scim.create('/Groups', { displayName: 'Approvers', members: [{ value: id }] });
  });

  afterAll(() => app.close());

  it('shows what happened and what to do, newest first', async () => {
    const { exitCode, stdout } = await declaree(['events', acme.slug]);
    expect(exitCode).toBe(0);
    const entries = stdout.trimEnd().split('\n\n');
    expect(entries.map((entry) => entry.split('\n')[1])).toEqual([
      '  Created group Approvers with 1 member.',
      '  Could not create MIRA: the user name is taken by a deactivated user.',
      '  Deactivated user.',
      '  Created user mira.',
    ]);
    const refusal = entries[1]?.split('\n') ?? [];
    expect(refusal[0]).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z {2}failure {2}409 {2}\S+ {2}create User MIRA {2}by Okta SCIM Client$/,
    );
    expect(refusal[0]).toContain(acme.admin.userName);
    expect(refusal[2]).toMatch(/^ {2}Detail: A user with the userName "MIRA" already exists/);
    expect(refusal[3]).toMatch(/^ {2}Do: If both are the same person: in Okta, /);
    expect(entries[2]).toMatch(/deactivate User mira [\da-f-]{36} {2}by Okta SCIM Client\n/);
  });

  it('shows only failures, or the requested number of events', async () => {
    const failed = await declaree(['events', acme.slug, '--failed']);
    expect(failed.stdout.trimEnd().split('\n\n')).toHaveLength(1);
    expect(failed.stdout).toContain('failure');
    const two = await declaree(['events', acme.slug, '--limit', '2']);
    expect(two.stdout.trimEnd().split('\n\n')).toHaveLength(2);
  });

  it('finds events by a name, a user and a time', async () => {
    const shown = async (...filters: string[]) => {
      const { stdout } = await declaree(['events', acme.slug, ...filters]);
      return stdout
        .trimEnd()
        .split('\n\n')
        .map((entry) => entry.split('\n')[1]?.trim());
    };
    const failure = 'Could not create MIRA: the user name is taken by a deactivated user.';
    const ofMira = [failure, 'Deactivated user.', 'Created user mira.'];
    expect(await shown('--user', 'Mira')).toEqual(ofMira);
    expect(await shown('--search', 'mir')).toEqual(ofMira);
    expect(await shown('--search', 'prove')).toEqual(['Created group Approvers with 1 member.']);
    expect(await shown('--failed', '--user', 'mira', '--since', '2020-01-01')).toEqual([failure]);
    const none = await declaree(['events', acme.slug, '--until', '2020-01-01', '--failed']);
    expect(none.stdout).toBe(`The provisioning log of ${acme.slug} has no failures that match.\n`);
    expect((await declaree(['events', acme.slug, '--since', 'yesterday'])).stderr).toContain('since');
  });

  it('prints the same JSON as REST', async () => {
    const { body } = await send(`${app.url}/api/v1/provisioning/events`, 'GET', {
      headers: { authorization: acme.scim.authorization },
    });
    expect(json(await declaree(['events', acme.slug, '--json']))).toEqual(body['items']);
  });

  it('says if there are no events', async () => {
    const other = await addAccount(app);
    const all = await declaree(['events', other.slug]);
    expect(all.stdout).toBe(`The provisioning log of ${other.slug} has no events.\n`);
    const failed = await declaree(['events', other.slug, '--failed']);
    expect(failed.stdout).toBe(`The provisioning log of ${other.slug} has no failures.\n`);
    expect(json(await declaree(['events', other.slug, '--json']))).toEqual([]);
  });

  it('refuses an unknown account', async () => {
    const { exitCode, stderr } = await declaree(['events', 'nobody']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"nobody"');
  });

  it.each(['0', '1001', 'ten', '2.5'])('refuses a limit of %s as wrong use', async (limit) => {
    const { exitCode, stdout } = await declaree(['events', acme.slug, '--limit', limit]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('explains itself with examples', async () => {
    const { exitCode, stdout } = await declaree(['events', '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('declaree events acme --failed');
  });
});
