import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditEntry } from '../../../src/accounts/audit-entry.entity.js';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import { openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { LOOKED_AT } from '../../../src/platform/database/keyed-log.js';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { plansOf } from '../../platform/database/query-plans.js';
import { items, RestClient, restOf } from '../rest-client.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

const START = Date.UTC(2026, 10, 1);
const BUSY = v7({ msecs: START - 2 });
const QUIET = v7({ msecs: START - 1 });

/** An entry of the busy user; every thousandth is about the quiet one, and the first one is of another kind. */
function row(index: number): NewRow<AuditEntry> {
  const isFirst = index === 0;
  return {
    id: v7({ msecs: START + index }),
    time: new Date(START + index).toISOString(),
    actor: 'busy@acme.example',
    actorId: BUSY,
    action: isFirst ? 'key.created' : 'user.changed',
    subjectType: 'user',
    subjectId: index % 1_000 === 0 ? QUIET : BUSY,
  };
}

describe.each(databaseLanes())('a long audit trail on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  /** With libsql, after an EXPLAIN a connection neither sees new rows nor commits. */
  let planner: DatabaseConnections;
  const rows = Array.from({ length: LOOKED_AT + 10 }, (_, index) => row(index));
  const idsAt = (...indices: number[]) => indices.map((index) => rows[index]?.id);

  beforeAll(async () => {
    app = await bootApp(lane);
    const dataSource = await openDataSource(app.get(DataSource).options);
    planner = new DatabaseConnections(dataSource, dataSource);
    acme = await addAccount(app);
    await app.get(UnitOfWork).write(acme.id, (tx) => tx.insert(AuditEntry, rows));
    if (lane.name !== 'sqlite') await app.get(DataSource).query('ANALYZE TABLE `audit_entries`');
    rest = restOf(app, acme);
  });

  afterAll(async () => {
    await planner.dataSource.destroy();
    await app.close();
  });

  const page = async (query: string) => {
    const { items: found, nextCursor } = await rest.read(`/audit?${query}`);
    return { ids: (found as { id: string }[]).map(({ id }) => id), nextCursor };
  };

  it('looks at a part of the entries at a time for several filters, and goes on from there', async () => {
    for (const query of ['actor=busy@acme.example&action=key.created', `user=${BUSY}&action=key.created`]) {
      const first = await page(query);
      expect(first).toEqual({ ids: [], nextCursor: rows[10]?.id });
      expect(await page(`${query}&cursor=${String(first.nextCursor)}`)).toEqual({
        ids: idsAt(0),
        nextCursor: null,
      });
    }
  });

  it('shows what a user did and what was done to the user, each once, the newest first', async () => {
    const last = rows.length - 1;
    const first = await page(`user=${BUSY}&limit=2`);
    expect(first.ids).toEqual(idsAt(last, last - 1));
    expect((await page(`user=${BUSY}&limit=2&cursor=${String(first.nextCursor)}`)).ids).toEqual(
      idsAt(last - 2, last - 3),
    );
    expect(await page(`user=${QUIET}&limit=2`)).toEqual({
      ids: idsAt(20_000, 19_000),
      nextCursor: rows[19_000]?.id,
    });
    const until = encodeURIComponent(new Date(START + 1_001).toISOString());
    expect(await page(`user=${QUIET}&until=${until}`)).toEqual({ ids: idsAt(1_000, 0), nextCursor: null });
  });

  it.each([
    '',
    `user=${BUSY}`,
    `user=${QUIET}`,
    `user=${BUSY}&action=key.created`,
    `user=${BUSY}&since=${encodeURIComponent(new Date(START + 1_000).toISOString())}`,
    `user=${BUSY}&cursor=${rows[10_000]?.id}`,
    'actor=busy@acme.example',
    'action=user.changed',
  ])(
    'is read by an index for each filter, neither sorted nor counted, for %j and for support',
    async (query) => {
      const support = new RestClient(app, await addOperator(app));
      const masked = `/support/accounts/${acme.id}/audit?${query}`;
      app.statements.clear();
      expect(items(await support.get(masked))).toEqual(items(await rest.get(`/audit?${query}`)));
      const runs = app.statements.runs.filter(({ sql }) => sql.includes('FROM `audit_entries`'));
      expect(runs).not.toEqual([]);
      for (const run of runs) {
        expect(run.sql).not.toContain('COUNT(');
        const plans = await plansOf(planner, [run]);
        const pattern = run.sql.includes('t.`id` IN (') ? BY_ID : BY_INDEX;
        for (const { steps, costly } of plans) {
          for (const step of steps) expect(step.replace('COVERING ', '')).toMatch(pattern[lane.name]);
          expect(costly).toEqual([]);
        }
      }
    },
  );
});

/** A plan step that seeks to one place in an index and scans from there. */
const BY_INDEX = {
  sqlite: /^SEARCH \w+ USING INDEX \w+ \(accountId=\?/,
  mariadb: /^\w+: (?:ref|range) by \w+$/,
  mysql: /^\w+: (?:ref|range) by \w+$/,
};

/** A plan step that finds the rows of a page by their ids. */
const BY_ID = {
  sqlite: /^SEARCH \w+ USING INDEX \w+ \((?:accountId=\? AND )?id=\?/,
  mariadb: /^\w+: (?:range|const) by PRIMARY$/,
  mysql: /^\w+: (?:range|const) by PRIMARY$/,
};
