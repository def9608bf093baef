import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserShownNames1764000080100 } from '../../../src/platform/database/migrations/1764000080100-user-shown-names.js';
import { shownName } from '../../../src/users/shown-name.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

const NOBODY = { displayName: null, formattedName: null, givenName: null, familyName: null };

describe.each(databaseLanes())('the names that people are shown by, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const keys = async (): Promise<Record<string, unknown>> => {
    const rows: { userName: string; shownNameKey: string | null }[] = await app
      .get(DataSource)
      .query('SELECT `userName`, `shownNameKey` FROM `users` ORDER BY `id`');
    return Object.fromEntries(rows.map(({ userName, shownNameKey }) => [userName, shownNameKey]));
  };

  it('are the same from the migration and for new people', async () => {
    const people = {
      display: { displayName: 'ZOË Éclair', formattedName: 'Z. Éclair', givenName: 'Zoë' },
      blank: { displayName: '  ', formattedName: 'Bram Bakker MSc' },
      full: { givenName: 'Anna', familyName: 'de Vries' },
      given: { givenName: 'Cher' },
      family: { familyName: 'Prince' },
      nothing: {},
      long: { displayName: '𝒳Y'.repeat(200) },
    };
    for (const [name, person] of Object.entries(people)) {
      await addUser(app, acme, { userName: `${name}@acme.example`, ...person });
    }
    const before = await keys();
    expect(before).toMatchObject({
      'display@acme.example': 'zoë éclair',
      'blank@acme.example': 'bram bakker msc',
      'full@acme.example': 'anna de vries',
      'given@acme.example': 'cher',
      'family@acme.example': 'prince',
      'nothing@acme.example': 'nothing@acme.example',
    });
    const { id } = await acme.scim.create('/Users', { userName: 'gone@acme.example' });
    await acme.scim.delete(`/Users/${id}`);
    const runner = app.get(DataSource).createQueryRunner();
    const migration = new UserShownNames1764000080100();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    expect(await keys()).toEqual({ ...before, 'gone@acme.example': null });
  });

  it('are the display name, else the full name, else the user name', () => {
    const userName = 'mira@acme.example';
    expect(shownName({ ...NOBODY, userName, displayName: 'Mira' })).toBe('Mira');
    expect(shownName({ ...NOBODY, userName, displayName: ' ', formattedName: 'Mira Vos' })).toBe('Mira Vos');
    expect(shownName({ ...NOBODY, userName, givenName: '', familyName: 'Vos' })).toBe('Vos');
    expect(shownName({ ...NOBODY, userName })).toBe(userName);
  });
});
