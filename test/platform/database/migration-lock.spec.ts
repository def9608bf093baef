import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import { underMigrationLock } from '../../../src/platform/database/connections/migration-lock.js';
import { openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { until } from '../../support/condition.js';
import { serverLanes, type TestDatabase } from '../../support/lanes.js';

describe.each(serverLanes())('the lock of migrations on $name', (lane) => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await lane.create();
    const settings = loadSettings({ DATABASE_URL: database.url });
    dataSource = await openDataSource(await dataSourceOptions(settings.database));
  });

  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  beforeEach(() => dataSource.query('DROP TABLE IF EXISTS migration_lock'));

  const locked = async <T>(
    work: (query: (sql: string) => Promise<unknown>) => Promise<T>,
    waitSeconds = 30,
  ) => {
    const runner = dataSource.createQueryRunner();
    try {
      return await underMigrationLock(runner, { waitSeconds, late: () => new Error('too late') }, () =>
        work((sql) => runner.query(sql)),
      );
    } finally {
      await runner.release();
    }
  };

  const expiry = async () => {
    const [row] = await dataSource.query<{ at: string }[]>('SELECT expiresAt AS at FROM migration_lock');
    return row?.at ?? '';
  };

  it('admits one at a time, even if all create its table', async () => {
    let inside = 0;
    const most: number[] = [];
    await Promise.all(
      Array.from({ length: 4 }, () =>
        locked(async (query) => {
          inside += 1;
          await query('SELECT SLEEP(0.1)');
          most.push(inside);
          inside -= 1;
        }),
      ),
    );
    expect(most).toEqual([1, 1, 1, 1]);
  });

  it('is held for as long as the work takes, and refuses those who cannot wait', async () => {
    await locked(async (query) => {
      const taken = await expiry();
      await until('the lease is renewed', async () => (await expiry()) > taken);
      await expect(locked(() => Promise.resolve(), 0)).rejects.toThrow('too late');
      await query('SELECT 1');
    });
    expect(await locked(() => Promise.resolve('next'), 0)).toBe('next');
  });

  it('passes to another process if its holder was silent for too long, and stops the holder', async () => {
    const silent = locked(async (query) => {
      await query("UPDATE migration_lock SET holder = 'another'");
      await until('its connection is closed', async () => {
        await query('SELECT 1');
        return false;
      });
    });
    await expect(silent).rejects.toThrow(/closed/);
  });
});
