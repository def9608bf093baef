import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { USER_COLUMNS } from '../../../src/users/user-fields.js';
import { User } from '../../../src/users/user.entity.js';
import { restOf } from '../../rest/rest-client.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';

const [sqlite] = databaseLanes();

const READERS = 12;
const ROUNDS = 5;

describe.runIf(sqlite)('reads on SQLite', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    if (!sqlite) return;
    app = await bootApp(sqlite);
    acme = await addAccount(app);
    await addUsers(app, acme, 2_000);
  });

  afterAll(() => app.close());

  it('see what was committed before they began, while there is always a long one under way', async () => {
    const readAll = () =>
      app
        .get(UnitOfWork)
        .readPlatform((tx) => tx.within(acme.id).select(User, { columns: USER_COLUMNS, where: all() }));
    const over = new AbortController();
    const readers = Array.from({ length: READERS }, async () => {
      while (!over.signal.aborted) await readAll();
    });
    const rest = restOf(app, acme);
    const statuses: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const userName = `round${round}@acme.example`;
      const id = await addUser(app, acme, { userName, password: 'a secret', role: 'admin' });
      const asks = () =>
        send(`${app.url}/api/v1/auth/me`, 'GET', { headers: { authorization: basic(userName, 'a secret') } });
      statuses.push((await asks()).status);
      await rest.patch(`/users/${id}`, { active: false });
      statuses.push((await asks()).status);
    }
    over.abort();
    await Promise.all(readers);
    expect(statuses).toEqual(Array.from({ length: ROUNDS }, () => [200, 401]).flat());
  });
});
