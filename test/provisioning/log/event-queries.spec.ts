import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import { openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { PRUNED_AT_ONCE } from '../../../src/platform/database/log-rows.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import type { EventQuery } from '../../../src/provisioning/log/event-filters.js';
import { subjectColumns } from '../../../src/provisioning/log/event-subject.js';
import { ProvisioningLog } from '../../../src/provisioning/log/provisioning-log.service.js';
import { Retention } from '../../../src/retention/retention.service.js';
import { plansOf, type QueryPlan } from '../../platform/database/query-plans.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';

const EVENTS = 3_000;
const MINUTE = 60_000;
/** The default of the settings. */
const DAYS_KEPT = 90;
const NOW = Date.UTC(2026, 10, 24, 8);
const HALF = new Date(NOW - (EVENTS / 2) * MINUTE);
const RESOURCE = '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91';

/** One event a minute, the last one now: a busy account with few failures and deletions. */
const rows = Array.from<unknown, NewRow<ProvisioningEvent>>({ length: EVENTS }, (_, index) => {
  const msecs = NOW - (EVENTS - 1 - index) * MINUTE;
  return {
    id: v7({ msecs }),
    time: new Date(msecs).toISOString(),
    actor: 'okta@acme.example',
    operation: index % 50 === 0 ? 'delete' : 'patch',
    resourceType: index % 10 === 0 ? 'Group' : 'User',
    resourceId: index % 100 === 0 ? RESOURCE : `user-${index % 90}`,
    outcome: index % 20 === 0 ? 'failure' : 'success',
    status: 200,
    detail: null,
    code: index % 60 === 0 ? 'unknown-role' : null,
    durationMs: 12,
    count: 1,
    client: index % 70 === 0 ? 'A script' : 'Okta SCIM Client',
    changes: null,
    ...subjectColumns({
      name: `Person.${index % 90}@acme.example`,
      people: [`Person Number ${index % 90}`],
      email: `mail${index % 90}@acme.example`,
      externalId: `00u${index % 90}`,
    }),
  };
});

const FILTERS = {
  outcome: [undefined, 'failure'],
  operation: [undefined, 'delete'],
  resource: [undefined, 'Group', RESOURCE],
  code: [undefined, 'unknown-role'],
  client: [undefined, 'A script'],
  since: [undefined, HALF.toISOString()],
  cursor: [undefined, rows[EVENTS - 100]?.id],
} as const;

const QUERIES = FILTERS.outcome
  .flatMap((outcome) => FILTERS.operation.map((operation) => ({ outcome, operation })))
  .flatMap((query) => FILTERS.resource.map((resource) => ({ ...query, resource })))
  .flatMap((query) => FILTERS.code.map((code) => ({ ...query, code })))
  .flatMap((query) => FILTERS.client.map((client) => ({ ...query, client })))
  .flatMap((query) => FILTERS.since.map((since) => ({ ...query, since })))
  .flatMap((query) => FILTERS.cursor.map((cursor) => ({ ...query, cursor })));

/** A plan step that seeks to one place in an index and scans from there. */
const INDEXED = {
  sqlite: /^SEARCH \w+ USING INDEX \w+ \(accountId=\?/,
  mariadb: /^\w+: (?:ref|range) by \w+$/,
  mysql: /^\w+: (?:ref|range) by \w+$/,
};

/** The same, or a row by its id. */
const BY_INDEX = {
  ...INDEXED,
  sqlite: /^SEARCH \w+ USING INDEX \w+ \((?:accountId|id)=\?/,
};

/** A plan step that sorts what others have found, or reads what a bounded count has found. */
const OF_FOUND = /TEMP B-TREE|\bcounted$|^<derived\d+>/;

/** A plan step that finds the rows of a page by their ids. */
const BY_ID = {
  sqlite: /^SEARCH \w+ USING INDEX \w+ \((?:accountId=\? AND )?id=\?/,
  mariadb: /^\w+: (?:range|const) by PRIMARY$/,
  mysql: /^\w+: (?:range|const) by PRIMARY$/,
};

const nameOf = (query: object) =>
  Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [name]))
    .join(', ') || 'nothing';

describe.each(databaseLanes())('reading a long provisioning log on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let log: ProvisioningLog;
  /** With libsql, after an EXPLAIN a connection neither sees new rows nor commits. */
  let planner: DatabaseConnections;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    log = app.get(ProvisioningLog);
    const dataSource = await openDataSource(app.get(DataSource).options);
    planner = new DatabaseConnections(dataSource, dataSource);
    const other = await addAccount(app);
    for (const { id } of [acme, other]) {
      await app.get(UnitOfWork).write(id, (tx) => tx.insert(ProvisioningEvent, rows));
    }
    if (lane.name !== 'sqlite') await app.get(DataSource).query('ANALYZE TABLE `provisioning_events`');
  });

  afterAll(async () => {
    await planner.dataSource.destroy();
    await app.close();
  });

  /** The plan of the last statement that contains `part`. */
  const planOf = async (part: string): Promise<QueryPlan> => {
    const run = app.statements.runs.findLast(({ sql }) => sql.includes(part));
    const plans = await plansOf(planner, run ? [run] : []);
    expect(plans).toHaveLength(1);
    return plans[0] ?? { steps: [], costly: [] };
  };

  /** The plans of all statements that read ids of events, or events, since the last clear. */
  const plansOfAll = async (): Promise<(QueryPlan & { sql: string })[]> => {
    const runs = app.statements.runs.filter(({ sql }) => sql.includes('FROM `provisioning_events`'));
    const found: (QueryPlan & { sql: string })[] = [];
    for (const run of runs) {
      const plans = await plansOf(planner, [run]);
      found.push(...plans.map((plan) => ({ ...plan, sql: run.sql })));
    }
    return found;
  };

  const page = (query: Partial<EventQuery>) =>
    app.get(UnitOfWork).read(acme.id, (tx) => log.page(tx, { limit: 25, ...query }));

  it.each(QUERIES.map((query) => ({ name: nameOf(query), query })))(
    'by $name uses an index and does not sort',
    async ({ query }) => {
      const expected = rows
        .filter(({ outcome }) => query.outcome === undefined || outcome === query.outcome)
        .filter(({ operation }) => query.operation === undefined || operation === query.operation)
        .filter(
          ({ resourceType, resourceId }) =>
            query.resource === undefined || [resourceType, resourceId].includes(query.resource),
        )
        .filter(({ code }) => query.code === undefined || code === query.code)
        .filter(({ client }) => query.client === undefined || client === query.client)
        .filter(({ time }) => query.since === undefined || time >= query.since)
        .filter(({ id }) => query.cursor === undefined || id < query.cursor)
        .map(({ id }) => id)
        .toReversed();
      app.statements.clear();
      const { items } = await page(query);
      expect(items.map(({ id }) => id)).toEqual(expected.slice(0, 25));
      for (const { sql, steps, costly } of await plansOfAll()) {
        const pattern = sql.includes('t.`id` IN (') ? BY_ID : INDEXED;
        for (const step of steps) expect(step.replace('COVERING ', '')).toMatch(pattern[lane.name]);
        expect(costly).toEqual([]);
      }
    },
  );

  it.each<[string, Partial<EventQuery>]>([
    ['ix_provisioning_events_outcome', { outcome: 'failure' }],
    ['ix_provisioning_events_operation', { operation: 'delete' }],
    ['ix_provisioning_events_type', { resource: 'Group' }],
    ['ix_provisioning_events_resource', { resource: RESOURCE }],
    ['ix_provisioning_events_code', { code: 'unknown-role' }],
    ['ix_provisioning_events_client', { client: 'A script' }],
  ])('uses %s for rare events', async (index, query) => {
    app.statements.clear();
    await page(query);
    const { steps } = await planOf('FROM `provisioning_events`');
    expect(steps.join()).toContain(index);
  });

  it.each<[string, (typeof rows)[number] | undefined, Partial<EventQuery>]>([
    ['a code', rows.findLast(({ code }) => code !== null), {}],
    ['a status', rows.findLast(({ code, outcome }) => code === null && outcome === 'failure'), {}],
    ['a code, and other filters', rows.findLast(({ code }) => code !== null), { client: 'A script' }],
  ])('by a cause that is %s uses an index and does not sort', async (_, event, query) => {
    app.statements.clear();
    const { items } = await page({ cause: event?.id, ...query });
    const expected = rows.filter(
      ({ code, outcome, client }) =>
        outcome === 'failure' && code === event?.code && (query.client ?? client) === client,
    );
    expect(items.map(({ id }) => id)).toEqual(
      expected
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 25),
    );
    for (const { sql, steps, costly } of await plansOfAll()) {
      const pattern = /t\.`id` (?:IN \(|= )/.test(sql) ? BY_ID : INDEXED;
      for (const step of steps) expect(step.replace('COVERING ', '')).toMatch(pattern[lane.name]);
      expect(costly).toEqual([]);
    }
  });

  const ofPerson = rows.filter((_, index) => index % 90 === 17).map(({ id }) => id);

  it.each<[string, Partial<EventQuery>]>([
    ['the beginning of a name', { search: 'PERSON.17' }],
    ['an e-mail address', { search: 'Mail17@acme.example' }],
    ['an external id', { search: '00u17' }],
    ['a user name', { user: 'person.17@acme.example' }],
    ['a name and filters', { search: 'person.17@', resource: 'User', client: 'Okta SCIM Client' }],
  ])('by %s finds the events of a person by indices, however long the log is', async (_, query) => {
    app.statements.clear();
    const { items, nextCursor } = await page(query);
    const expected = ofPerson.filter(
      (id) =>
        query.client === undefined ||
        rows.some((row) => row.id === id && row.client === query.client && row.resourceType === 'User'),
    );
    expect(items.map(({ id }) => id)).toEqual(expected.toReversed().slice(0, 25));
    expect(nextCursor).toBe(items.at(-1)?.id);
    const next = await page({ ...query, cursor: nextCursor ?? '' });
    expect(next.items.map(({ id }) => id)).toEqual(expected.toReversed().slice(25, 50));
    for (const { steps } of await plansOfAll()) {
      // The beginning of a name leads to few rows, which are counted, and whose ids are sorted; an unknown id leads to none.
      const read = steps.filter((step) => !OF_FOUND.test(step));
      for (const step of read) expect(step.replace('COVERING ', '')).toMatch(BY_INDEX[lane.name]);
    }
  });

  it('splits the log at an instant', async () => {
    const since = HALF.toISOString();
    expect((await page({ since, limit: EVENTS })).items).toHaveLength(EVENTS / 2 + 1);
    const before = await page({ until: since, limit: EVENTS });
    expect(before.items).toHaveLength(EVENTS / 2 - 1);
    expect(before.items.every(({ time }) => time < HALF.toISOString())).toBe(true);
  });

  it('uses an index to delete expired events in batches, and deletes nothing else', async () => {
    app.statements.clear();
    const removed = await app.get(UnitOfWork).write(acme.id, (tx) => log.prune(tx, HALF));
    expect(removed).toBe(PRUNED_AT_ONCE);
    for (const statement of ['FROM `provisioning_events` t', 'DELETE FROM `provisioning_events`']) {
      const { steps } = await planOf(statement);
      expect(steps.join()).toMatch(INDEXED[lane.name]);
    }
    await app.get(Retention).prune(new Date(HALF.getTime() + DAYS_KEPT * 24 * 60 * MINUTE));
    const { items } = await page({ limit: EVENTS });
    expect(items.at(-1)?.time).toBe(HALF.toISOString());
    expect(items).toHaveLength(EVENTS / 2 + 1);
  });
});
