import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModulesService } from '../../src/accounts/modules.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { addAccount, addOperator, addUser, change, SCIM, send, type Person } from './people.js';
import { TESTER } from '../support/authors.js';

describe.each(sqliteAndOneServer())('access on $name', (lane) => {
  let app: TestApp;
  let acme: Person;
  let globex: Person;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app, 'acme');
    globex = await addAccount(app, 'globex', { scim: false });
    await addUser(app, globex, { userName: 'reader', password: 'secret', role: 'employee' });
    await addOperator(app, 'support@declaree.example', 'secret');
  });

  afterAll(() => app.close());

  const knock = (userName: string, password = 'secret', line: Parameters<typeof send>[1] = SCIM) =>
    send(app, line, { authorization: basic(userName, password) });

  it.each(['Users', 'Schemas', 'ResourceTypes/User', 'no/such/path', ''])(
    'checks the credential first, then the role, then the module, at /SCIM/v2/%s',
    async (path) => {
      const line = `GET /SCIM/v2/${path}` as const;
      const wrong = await knock('reader', 'wrong password', line);
      expect(wrong.status).toBe(401);
      const employee = await knock('reader', 'secret', line);
      expect(employee.status).toBe(403);
      expect(employee.body['detail']).toContain('not an administrator');
      const admin = await knock(globex.userName, globex.password, line);
      expect(admin.status).toBe(403);
      expect(admin.body['detail']).toContain('SCIM module is not enabled');
    },
  );

  it('applies a switch of the module on the next request', async () => {
    const initech = await addAccount(app, 'initech', { scim: false });
    const statuses: number[] = [];
    for (const enabled of [false, true, false]) {
      await app
        .get(UnitOfWork)
        .write(initech.accountId, (tx) =>
          app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled, reason: null }),
        );
      statuses.push((await knock(initech.userName, initech.password)).status);
    }
    expect(statuses).toEqual([403, 200, 403]);
  });

  it.each(['employee', 'approver', 'accountant', 'controller'] as const)(
    'refuses the role %s on SCIM, and says what to do',
    async (role) => {
      await addUser(app, acme, { userName: role, password: 'secret', role });
      const { status, body } = await knock(role);
      expect(status).toBe(403);
      expect(body['detail']).toContain('Give it the role admin in Declaree');
      expect((await knock(role, 'secret', 'GET /api/v1/auth/me')).body).toMatchObject({ role });
    },
  );

  it('refuses an inactive admin with 403 on SCIM and 401 on REST', async () => {
    const user = await addUser(app, acme, { userName: 'leaver', password: 'secret' });
    await change(app, user, { active: false });
    expect((await knock('leaver')).status).toBe(403);
    expect((await knock('leaver', 'secret', 'GET /api/v1/auth/me')).status).toBe(401);
  });

  it('keeps operators out of SCIM and accounts’ users out of support', async () => {
    const operator = 'support@declaree.example';
    expect((await knock(operator)).status).toBe(403);
    expect((await knock(operator, 'secret', 'GET /api/v1/support/accounts')).status).toBe(200);
    expect((await knock(acme.userName, acme.password, 'GET /api/v1/support/accounts')).status).toBe(403);
  });

  it('distinguishes an operator and a user of the same name by their passwords', async () => {
    await addUser(app, acme, { userName: 'Support@declaree.example', password: 'of the user' });
    expect((await knock('support@declaree.example', 'of the user')).status).toBe(200);
    expect((await knock('support@declaree.example', 'secret')).status).toBe(403);
  });
});
