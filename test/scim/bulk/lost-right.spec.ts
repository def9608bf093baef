import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModulesService } from '../../../src/accounts/modules.service.js';
import type { AccountTransaction } from '../../../src/platform/database/account-transaction.js';
import { equal, idIs } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ApiKey } from '../../../src/auth/api-key.entity.js';
import { User } from '../../../src/users/user.entity.js';
import { UsersService } from '../../../src/users/users.service.js';
import { addAccount, addOperator, addUser, makeApiKey } from '../../support/accounts.js';
import { TESTER } from '../../support/authors.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ScimClient, send } from '../../support/scim-client.js';
import { sendBulk, statusesOf } from './send-bulk.js';

type End = (tx: AccountTransaction, adminId: string, app: TestApp) => Promise<unknown>;

const ENDS: [string, string, string, End][] = [
  ['deactivated', '403', 'inactive', (tx, id) => tx.update(User, { active: false }, idIs(id))],
  [
    'not an administrator',
    '403',
    'not-an-admin',
    (tx, id) => tx.update(User, { role: 'employee' }, idIs(id)),
  ],
  ['without the key', '401', 'unknown-key', (tx, id) => tx.delete(ApiKey, equal('userId', id))],
  [
    'without the module',
    '403',
    'scim-module-off',
    (tx, _, app) =>
      app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled: false, reason: 'test' }),
  ],
];

const locksUser = (sql: string) => sql.includes('FROM `users`') && sql.includes('FOR UPDATE');

describe.each(databaseLanes())('a bulk request on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it.each(ENDS)('stops when its sender is %s', async (_, status, code, end) => {
    const acme = await addAccount(app);
    const login = { userName: 'second', password: 'secret', role: 'admin' as const };
    const adminId = await addUser(app, acme, login);
    const key = await makeApiKey(app, basic(`${acme.slug}/second`, 'secret'));
    const scim = new ScimClient(acme.scim.baseUrl, `Bearer ${key}`);
    const { id } = await acme.scim.create('/Users', { userName: 'ann' });
    const patch = (title: string) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      data: { Operations: [{ op: 'replace', value: { title } }] },
    });
    const { results } = await app.get(UnitOfWork).write(acme.id, async (tx) => {
      // The first operation waits for this user, and the others for the first.
      await app.get(UsersService).get(tx, id, { lock: true });
      // Nobody sees this before the commit. That comes at once, before a wait of the first operation can time out.
      await end(tx, adminId, app);
      app.statements.clear();
      const underway = sendBulk(scim, [patch('one'), patch('two'), patch('three')]);
      await until('the first operation was allowed', () => {
        const { statements } = app.statements;
        const asked = statements.findIndex((sql) => sql.includes('LEFT JOIN `api_keys`'));
        // A server has answered when the operation goes on, which there waits for the lock.
        return asked !== -1 && (lane.name === 'sqlite' || statements.slice(asked).some(locksUser));
      });
      return { results: underway };
    });
    expect(statusesOf(await results)).toEqual(['200', status, status]);
    const url = `${app.url}/api/v1/support/accounts/${acme.id}/events?outcome=failure`;
    const { body } = await send(url, 'GET', { headers: { authorization: await addOperator(app) } });
    expect(body['items']).toMatchObject([{ code, count: 2, status: Number(status) }]);
  });
});
