import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import { addOperatorLogin } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';
import { plansOf } from '../../platform/database/query-plans.js';
import { problem, RestClient, stored, type Stored } from '../rest-client.js';

const CHANGES = 6;

describe.each(databaseLanes())('the audit trail of the platform on $name', (lane) => {
  let app: TestApp;
  let boss: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    const { userName, password } = await addOperatorLogin(app);
    boss = new RestClient(app, basic(userName, password));
    const { id } = stored(await boss.post('/support/operators', { username: 'new@declaree.example' }), 201);
    for (let change = 0; change < CHANGES; change++)
      await boss.patch(`/support/operators/${id}`, { disabled: change % 2 === 0 });
  });

  afterAll(() => app.close());

  const page = async (query: string) => {
    const { items, nextCursor } = await boss.read(`/support/audit?${query}`);
    return { items: items as Stored[], nextCursor: nextCursor as string | null };
  };

  it('is read in pages by a cursor, newest first, each entry once', async () => {
    const { items: all, nextCursor: none } = await page('limit=100');
    expect(all.slice(0, CHANGES + 1).map(({ action }) => action)).toEqual([
      ...['enabled', 'disabled', 'enabled', 'disabled', 'enabled', 'disabled'].map(
        (name) => `operator.${name}`,
      ),
      'operator.created',
    ]);
    expect(none).toBeNull();
    const found: Stored[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor } = await page(cursor === '' ? 'limit=3' : `limit=3&cursor=${cursor}`);
      expect(items.length).toBeLessThanOrEqual(3);
      found.push(...items);
      cursor = nextCursor;
    }
    expect(found).toEqual(all);
  });

  it('is read by time', async () => {
    const { items: all } = await page('limit=100');
    const time = String(all[2]?.['time']);
    const isSince = (entry: Stored) => String(entry['time']) >= time;
    expect((await page(`since=${time}`)).items).toEqual(all.filter(isSince));
    expect((await page(`until=${time}`)).items).toEqual(all.filter((entry) => !isSince(entry)));
  });

  it('is read by its index, without counting or sorting', async () => {
    app.statements.clear();
    const { nextCursor } = await page('limit=3');
    await page(`limit=3&cursor=${nextCursor}`);
    const runs = app.statements.runs.filter(({ sql }) => sql.includes('`platform_entries`'));
    expect(runs).toHaveLength(2);
    for (const { sql } of runs) expect(sql).not.toContain('COUNT(');
    const plans = await plansOf(app.get(DatabaseConnections), runs);
    for (const step of plans.flatMap(({ steps }) => steps))
      expect(step).toMatch(
        /^t: (?:index|range) by PRIMARY$|^(?:SCAN|SEARCH) t USING INDEX sqlite_autoindex_platform_entries_1/,
      );
  });

  it('refuses pages by number', async () => {
    expect(await boss.get('/support/audit?page=2')).toMatchObject(problem(400, 'invalid-input'));
  });
});
