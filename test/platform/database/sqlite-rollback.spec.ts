import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SqliteConnection } from '../../../src/platform/database/connections/sqlite-connection.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

// MySQL and MariaDB close such a connection.
const [sqlite] = databaseLanes() as [DatabaseLane];

describe('a SQLite transaction that cannot be rolled back', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('is ended before the next one, and nothing of it is stored', async () => {
    const { driver } = app.get(DataSource);
    const { databaseConnection } = driver as unknown as { databaseConnection: SqliteConnection };
    const run = databaseConnection.exec.bind(databaseConnection);
    const failures: string[] = [];
    const exec = vi.spyOn(databaseConnection, 'exec').mockImplementation((sql) => {
      if (sql !== 'ROLLBACK' || failures.length > 0) return run(sql);
      failures.push(sql);
      throw new Error('the rollback failed');
    });
    try {
      const group = { displayName: 'Payroll', members: [{ value: acme.admin.id }, { value: 'nobody' }] };
      expect((await acme.scim.post('/Groups', group)).status).toBe(400);
      expect(failures).toHaveLength(1);
      expect((await acme.scim.post('/Users', { userName: 'mira@acme.example' })).status).toBe(201);
      expect((await acme.scim.list('/Groups')).totalResults).toBe(0);
    } finally {
      exec.mockRestore();
    }
  });
});
