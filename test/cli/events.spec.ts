import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperator, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { EXPENSE, OKTA, send } from '../support/scim-client.js';
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

  it('filters by everything by which REST does', async () => {
    const of = async (...filters: string[]) => {
      const events = json(await declaree(['events', acme.slug, '--json', ...filters]));
      return (events as { reading: string; id: string }[]).map(({ reading }) => reading);
    };
    const all = json(await declaree(['events', acme.slug, '--json'])) as { reading: string; id: string }[];
    const [group = '', failure = '', ended = '', created = ''] = all.map(({ reading }) => reading);
    const ids = all.map(({ id }) => id);
    expect(await of('--succeeded')).toEqual([group, ended, created]);
    expect(await of('--operation', 'deactivate')).toEqual([ended]);
    expect(await of('--resource', 'Group')).toEqual([group]);
    expect(await of('--code', 'user-name-taken-by-inactive')).toEqual([failure]);
    expect(await of('--cause', ids[1] ?? '')).toEqual([failure]);
    expect(await of('--client', 'Okta SCIM Client', '--operation', 'create')).toEqual([
      group,
      failure,
      created,
    ]);
    expect(await of('--client', 'Another')).toEqual([]);
    expect(await of('--search', ids[2] ?? '')).toEqual([ended]);
    const shown = await declaree(['events', acme.slug, '--search', ids[2] ?? '']);
    expect(shown.stdout).toContain(`\n  Event: ${ids[2]}\n`);
  });

  it('groups failures by cause, with the advice, totals and who is solved', async () => {
    const account = await addAccount(app);
    const scim = account.scim.as(OKTA);
    for (const userName of ['ann', 'ben']) await scim.post('/Users', { userName, [EXPENSE]: { role: 'x' } });
    await scim.create('/Users', { userName: 'ann' });
    const rest = await send(`${app.url}/api/v1/provisioning/failures`, 'GET', {
      headers: { authorization: account.scim.authorization },
    });
    const { items, totals } = rest.body as { items: { eventId: string; advice: string }[]; totals: object };
    const asJson = json(await declaree(['events', account.slug, '--causes', '--json']));
    expect(asJson).toMatchObject({ items, totals, complete: true });

    const { stdout } = await declaree(['events', account.slug, '--causes', '--since', '2020-01-01']);
    expect(stdout.split('\n')).toEqual([
      '2 requests failed since 2020-01-01T00:00:00.000Z, for 2 users and groups; 1 solved since.',
      '',
      'There is no such role (role "x")',
      expect.stringMatching(/^ {2}2 users and groups, 1 solved; 2 requests from \S+Z to \S+Z$/),
      `  Do: ${items[0]?.advice}`,
      '  Not solved: ben',
      '  Solved: ann',
      `  Events: declaree events ${account.slug} --cause ${items[0]?.eventId}`,
      '',
    ]);
    const none = await declaree(['events', account.slug, '--causes', '--since', '2999-01-01']);
    expect(none.stdout).toBe(
      `No requests were refused or failed in ${account.slug} since 2999-01-01T00:00:00.000Z.\n`,
    );
  });

  it('prints CSV as REST does for support, and lines of JSON, without formulas and control characters', async () => {
    const account = await addAccount(app);
    const scim = account.scim.as(OKTA);
    const iban = 'NL91ABNA0417164300';
    await scim.create('/Users', { userName: 'ann', [EXPENSE]: { iban } });
    for (let index = 0; index < 27; index += 1) await scim.create('/Users', { userName: `person.${index}` });
    await scim.post('/Users', { userName: '=cmd()\u001b[2J\nx', [EXPENSE]: { role: '+1' } });
    const files = await Promise.all(
      [
        `/support/accounts/${account.id}/events.csv?outcome=failure`,
        `/support/accounts/${account.id}/events.csv`,
      ].map(async (path) => {
        const headers = { authorization: await addOperator(app) };
        return (await fetch(`${app.url}/api/v1${path}`, { headers })).text();
      }),
    );
    const [failed, all] = files;
    expect((await declaree(['events', account.slug, '--failed', '--csv'])).stdout).toBe(failed);
    expect(failed).toContain(String.raw`,'=cmd()\u001b[2J\nx,`);
    expect(failed).toContain(`,role,'+1,`);
    const { stdout: csv } = await declaree(['events', account.slug, '--csv']);
    expect(csv).toBe(all);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(30);

    const { stdout: lines } = await declaree(['events', account.slug, '--jsonl']);
    for (const file of [csv, lines]) {
      expect(file).not.toMatch(/[^\P{C}\r\n]/u);
      expect(file).not.toContain(iban);
    }
    const limit = ['--limit', '100'];
    const expected = json(await declaree(['events', account.slug, '--json', ...limit]));
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(expected);
  });

  it.each([
    [['--failed', '--succeeded']],
    [['--causes', '--user', 'ann']],
    [['--causes', '--csv']],
    [['--causes', '--limit', '5']],
    [['--csv', '--jsonl']],
    [['--csv', '--json']],
    [['--jsonl', '--limit', '5']],
    [['--operation', 'erase']],
  ])('refuses %j as wrong use', async (options) => {
    const { exitCode, stdout } = await declaree(['events', acme.slug, ...options]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
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
