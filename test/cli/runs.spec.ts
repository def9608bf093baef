import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { StatementBuilder } from '../../src/platform/database/sql/statement-builder.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA, send } from '../support/scim-client.js';
import { bootWithCommands, json, type RunCommand } from './in-process.js';

describe.each(sqliteAndOneServer())('the runs of changes on the command line, on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;
  let mira: string;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    acme = await addAccount(app);
    const scim = acme.scim.as(OKTA);
    mira = (await scim.create('/Users', { userName: 'mira', title: 'Clerk' })).id;
    await scim.patch(`/Users/${mira}`, [{ op: 'replace', value: { active: false, title: 'Lead' } }]);
  });

  afterAll(() => app.close());

  const rest = (path: string) =>
    send(`${app.url}/api/v1${path}`, 'GET', { headers: { authorization: acme.scim.authorization } });
  const newest = async () => {
    const [run] = json(await declaree(['runs', acme.slug, '--json'])) as { id: string }[];
    return run?.id ?? '';
  };

  it('are the same as over REST', async () => {
    const { body } = await rest('/provisioning/runs');
    expect(json(await declaree(['runs', acme.slug, '--json']))).toEqual(body['items']);
    const { stdout } = await declaree(['runs', acme.slug]);
    expect(stdout).toContain(`${acme.admin.userName} (scim)  created 1, deactivated 1`);
  });

  it('are undone only as far as asked, after a dry run that changes nothing', async () => {
    const run = await newest();
    const plan = await declaree(['runs', 'undo', acme.slug, run, '--dry-run', '--only', 'deactivated']);
    // Without the creation, which stays, the user was active before.
    expect(plan).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Would restore 1 value') });
    expect(plan.stdout).toContain('  restore: User mira active\n');
    expect(plan.stdout).not.toContain('created');
    const whole = await declaree(['runs', 'undo', acme.slug, run, '--dry-run']);
    expect(whole.stdout).toContain('  restore: User mira created\n');
    expect((await acme.scim.get(`/Users/${mira}`)).status).toBe(200);
  });

  it('say which of them are undone only in part', async () => {
    const globex = await addAccount(app);
    const { id } = await globex.scim.create('/Users', { userName: 'mira' });
    await globex.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    const [run] = json(await declaree(['runs', globex.slug, '--json'])) as { id: string }[];
    await declaree(['runs', 'undo', globex.slug, run?.id ?? '', '--only', 'deactivated']);
    const { stdout } = await declaree(['runs', globex.slug]);
    expect(stdout).toMatch(new RegExp(`^${run?.id} .* partly undone by `, 'm'));
  });

  it('are undone for chosen people, by id, by user name, or by the name before the run', async () => {
    const globex = await addAccount(app);
    const { scim } = globex;
    const person = async (userName: string) => (await scim.create('/Users', { userName })).id;
    const [one, two, three] = [await person('one'), await person('two'), await person('three')];
    await scim.patch(`/Users/${one}`, [{ op: 'replace', value: { active: false, userName: 'uno' } }]);
    for (const id of [two, three])
      await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    const [run] = json(await declaree(['runs', globex.slug, '--json'])) as { id: string }[];
    const undo = (...args: string[]) => declaree(['runs', 'undo', globex.slug, run?.id ?? '', ...args]);
    const only = ['--only', 'deactivated', '--json'];
    const plan = json(await undo('--dry-run', ...only, '--user', 'one', two)) as {
      restore: { id: string }[];
    };
    expect(plan.restore.map(({ id }) => id).toSorted()).toEqual([one, two].toSorted());
    const nobody = await undo('--user', 'four');
    expect(nobody).toMatchObject({ exitCode: 1 });
    expect(nobody.stderr).toContain('The run did not change anybody called "four".');
    expect(json(await undo(...only, '--user', 'UNO', 'two'))).toMatchObject({
      result: { totals: { restore: 2, skip: 0, impossible: 0 } },
    });
    const isActive = async (id: string) => (await scim.read(`/Users/${id}`))['active'];
    expect([await isActive(one), await isActive(two), await isActive(three)]).toEqual([true, true, false]);
  });

  it('are undone for many people with as many statements as for a few', async () => {
    const globex = await addAccount(app);
    const { scim } = globex;
    const userNames = Array.from({ length: 60 }, (_, number) => `person${number}`);
    for (const userName of userNames) {
      const { id } = await scim.create('/Users', { userName });
      if (userName.endsWith('0')) await scim.delete(`/Users/${id}`);
    }
    const [run] = json(await declaree(['runs', globex.slug, '--json'])) as { id: string }[];
    const built = vi.spyOn(StatementBuilder.prototype, 'select');
    // The command ends at the name that nobody has, after it has looked for all of them.
    const statementsFor = async (users: readonly string[]) => {
      built.mockClear();
      const { stderr } = await declaree([
        'runs',
        'undo',
        globex.slug,
        run?.id ?? '',
        '--user',
        ...users,
        'x',
      ]);
      expect(stderr).toContain('The run did not change anybody called "x".');
      return built.mock.calls.length;
    };
    try {
      const few = await statementsFor(userNames.slice(0, 2));
      expect(await statementsFor(userNames)).toBe(few);
    } finally {
      built.mockRestore();
    }
  });

  it('are undone in the name of the member of staff', async () => {
    const run = await newest();
    const { stdout, exitCode } = await declaree(['runs', 'undo', acme.slug, run]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Restored 1 value, skipped 0; 0 not possible.');
    expect((await acme.scim.get(`/Users/${mira}`)).status).toBe(404);
    const [undo] = json(await declaree(['runs', acme.slug, '--json'])) as object[];
    expect(undo).toMatchObject({ undoOf: run, connection: { kind: 'command line', via: 'cli' } });
  });

  it('refuse what is unknown', async () => {
    const unknown = await declaree(['runs', 'undo', acme.slug, '4711']);
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect(unknown.stderr).toContain('There is no run with the id "4711" in this account.');
    expect((await declaree(['runs', 'undo', acme.slug, '4711', '--only', 'refused'])).exitCode).toBe(2);
  });
});
