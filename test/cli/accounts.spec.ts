import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseLanes, type TestDatabase } from '../support/lanes.js';
import { createMigrated } from '../support/migrated.js';
import { commandsOn, json, STAFF, type RunCommand } from './in-process.js';

const UUID = expect.stringMatching(/^[\da-f-]{36}$/) as string;

describe.each(databaseLanes())('accounts on the command line, on $name', (lane) => {
  let database: TestDatabase;
  let declaree: RunCommand;

  beforeAll(async () => {
    database = await createMigrated(lane);
    declaree = commandsOn(database.url);
  });

  afterAll(() => database.drop());

  const create = (...args: string[]) => declaree(['account', 'create', '--json', ...args]);

  it('creates an account, and prints a generated password once', async () => {
    const created = json(
      await create(
        '--name',
        'Acme',
        '--slug',
        'acme',
        '--organization',
        'Acme Group',
        '--admin',
        'okta@acme.example',
      ),
    );
    expect(created).toEqual({
      account: { id: UUID, slug: 'acme', name: 'Acme' },
      organization: { id: UUID, name: 'Acme Group' },
      admin: { id: UUID, userName: 'okta@acme.example' },
      password: expect.stringMatching(/^[\w-]{24}$/) as string,
    });
  });

  it('takes the password from standard input, and then prints none', async () => {
    const args = ['account', 'create', '--name', 'Piped', '--admin', 'admin', '--admin-password-stdin'];
    const { exitCode, stdout } = await declaree(args, 'correct horse battery\r\n');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('piped');
    expect(stdout).not.toContain('assword');
  });

  it.each([
    ['nothing', '', 'no password'],
    ['only a line break', '\n', 'no password'],
    ['two lines', 'correct horse\nbattery staple\n', 'more than one line'],
    ['less than twelve characters', 'eleven char\n', '12 to 1024 characters'],
    ['more than 1024 characters', 'x'.repeat(1025), '12 to 1024 characters'],
    ['no end', 'x'.repeat(10_000), 'too long'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe), 'UTF-8'],
  ])('refuses %s for a password', async (_, input, message) => {
    const args = ['account', 'create', '--name', 'Refused', '--admin', 'admin', '--admin-password-stdin'];
    const { exitCode, stdout, stderr } = await declaree(args, input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('refuses a slug that is taken, in one line', async () => {
    await create('--name', 'Taken', '--slug', 'taken', '--admin', 'admin');
    const { exitCode, stdout, stderr } = await create(
      '--name',
      'Other',
      '--slug',
      'taken',
      '--admin',
      'admin',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(
      /^declaree: The slug "taken" belongs to another account\. \(database: [^\n]+\)\n$/,
    );
  });

  it('lists accounts and the modules that are on', async () => {
    await create('--name', 'Listed', '--admin', 'admin', '--scim', 'on');
    const accounts = json(await declaree(['account', 'list', '--json'])) as { slug: string }[];
    expect(accounts.find(({ slug }) => slug === 'listed')).toMatchObject({
      name: 'Listed',
      modules: { scim: true, expenses: false },
      counts: { organizations: 1, users: 1, groups: 0 },
    });
    const { stdout } = await declaree(['account', 'list']);
    expect(stdout).toMatch(/^listed +on +off +1 +0 +none yet +Listed$/m);
  });

  it('switches SCIM, and shows who did it and why', async () => {
    await create('--name', 'Switched', '--admin', 'admin');
    const scim = async (...args: string[]) =>
      json(await declaree(['scim', ...args, '--json'])) as Record<string, unknown>;
    expect(await scim('status', 'switched')).toMatchObject({ enabled: false, change: null });
    expect(await scim('disable', 'switched')).toMatchObject({ enabled: false, change: null, changed: false });
    const enabled = await scim('enable', 'switched', '--reason', 'Ticket 1');
    expect(enabled).toMatchObject({
      enabled: true,
      changed: true,
      change: { changedBy: `${STAFF} (command line)`, reason: 'Ticket 1' },
    });
    const again = await scim('enable', 'switched', '--reason', 'Ticket 2');
    expect(again).toEqual({ ...enabled, changed: false });
    const { stdout } = await declaree(['scim', 'status', 'switched']);
    expect(stdout).toMatch(
      /^SCIM is on for switched since .* by Sanne of support \(command line\): Ticket 1\n$/,
    );
    expect(await scim('disable', 'switched')).toMatchObject({ enabled: false, change: { reason: null } });
  });

  it('switches expenses in the same way', async () => {
    await create('--name', 'Spending', '--admin', 'admin');
    const off = await declaree(['expenses', 'status', 'spending']);
    expect(off.stdout).toBe('Expenses are off for spending; they have never been switched.\n');
    const on = await declaree(['expenses', 'enable', 'spending', '--reason', 'Ticket 3']);
    expect(on.stdout).toBe('Expenses are now on for spending.\n');
    const again = await declaree(['expenses', 'enable', 'spending']);
    expect(again.stdout).toBe('Expenses were already on for spending.\n');
    expect(json(await declaree(['expenses', 'status', 'spending', '--json']))).toMatchObject({
      account: { slug: 'spending' },
      enabled: true,
      change: { changedBy: `${STAFF} (command line)`, reason: 'Ticket 3' },
    });
    const { stdout } = await declaree(['account', 'list']);
    expect(stdout).toMatch(/^spending +off +on /m);
    expect(json(await declaree(['scim', 'status', 'spending', '--json']))).toMatchObject({ enabled: false });
    expect(json(await declaree(['expenses', 'disable', 'spending', '--json']))).toMatchObject({
      enabled: false,
      changed: true,
    });
  });

  it.each([
    ['expenses', 'enable', 'nobody'],
    ['scim', 'enable', 'nobody'],
    ['scim', 'status', 'nobody'],
    ['user', 'reset-password', 'nobody', 'admin'],
  ])('refuses %s %s of an account that there is not', async (...args) => {
    const { exitCode, stderr } = await declaree(args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^declaree: There is no account with the slug "nobody"\. \(database: [^\n]+\)\n$/);
  });
});
