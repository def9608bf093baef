import { request } from 'node:http';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { UNRECORDED } from '../../support/authors.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { connectionsTable, databaseLanes } from '../../support/lanes.js';
import { basic, SCIM_TYPE } from '../../support/scim-client.js';

const PEOPLE = 400;
const LONG_TITLE = 'x'.repeat(60_000);
const TERMS = Array.from({ length: 200 }, (_, number) => `title co "x${number}"`);

/** Searches gigabytes: titles of 24 MB, for each of two hundred texts. */
const COSTLY = { filter: TERMS.join(' or ') };

describe.each(databaseLanes())('searches that would take long on $name', (lane) => {
  let app: TestApp;
  let greedy: TestAccount;
  let modest: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    [greedy, modest] = [await addAccount(app), await addAccount(app)];
    const users = Array.from({ length: PEOPLE }, (_, number) => ({
      organizationId: greedy.organizations.parent.id,
      userName: `person${number}@greedy.example`,
      title: 'x',
    }));
    await app
      .get(UnitOfWork)
      .write(greedy.id, (tx) => app.get(UserChanges).createAll(tx.by(UNRECORDED), users));
    const dataSource = app.get(DataSource);
    await dataSource.query('UPDATE users SET titleKey = ? WHERE title = ?', [LONG_TITLE, 'x']);
    for (const { scim } of [greedy, modest]) await scim.get('/ServiceProviderConfig');
  });

  afterAll(() => app.close());

  const gauge = async (name: string): Promise<number> => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  };
  const waiting = () => gauge('declaree_account_requests_waiting');
  const underway = () => gauge('declaree_database_connections_in_use');

  /** How many statements the server runs for this program; 0 without a server. */
  const running = async (): Promise<number> => {
    if (lane.name === 'sqlite') return 0;
    const rows: unknown = await app.get(DataSource).query(
      `SELECT COUNT(*) AS running FROM ${connectionsTable(lane)} c
        WHERE db = DATABASE() AND id <> CONNECTION_ID() AND command <> 'Sleep'`,
    );
    return Number((rows as { running: number | string }[])[0]?.running);
  };

  it('end with helpful advice, and other requests are answered meanwhile', async () => {
    let isAnswered = false;
    const costly = greedy.scim.post('/Users/.search', COSTLY).finally(() => (isAnswered = true));
    await until('it has begun', async () => (await underway()) > 0);

    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    expect((await modest.scim.get(`/Users/${modest.admin.id}`)).status).toBe(200);
    expect((await greedy.scim.get(`/Users/${greedy.admin.id}`)).status).toBe(200);
    expect((await modest.scim.post('/Users', { userName: 'mira@modest.example' })).status).toBe(201);
    expect(isAnswered).toBe(false);

    const { status, body } = await costly;
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'tooMany' });
    expect(body['detail']).toContain('would take too long. Compare with "eq"');
    await until('the database has ended it', async () => (await running()) === 0);
    expect((await greedy.scim.get('/Users?count=1&filter=title pr')).body).toMatchObject({
      totalResults: PEOPLE,
    });
  });

  it('end when their clients leave, and waiting ones never start', async () => {
    const { userName, password } = greedy.admin;
    app.statements.clear();
    const costly = Array.from({ length: 3 }, () => {
      const headers = { authorization: basic(userName, password), 'content-type': SCIM_TYPE };
      // `fetch` would open new connections for the aborted ones.
      const sent = request(`${app.url}/SCIM/v2/Users/.search`, { method: 'POST', headers, agent: false });
      sent.on('error', () => {});
      sent.end(JSON.stringify(COSTLY));
      return sent;
    });
    await until('one has begun and two wait', async () => (await waiting()) === 2 && (await underway()) > 0);
    for (const sent of costly) sent.destroy();
    await until('none waits', async () => (await waiting()) === 0);
    await until('none is under way', async () => (await underway()) === 0 && (await running()) === 0);
    expect(app.statements.statements.filter((sql) => sql.includes('INSTR'))).toHaveLength(1);
    // Neither the client nor the account's log gets an answer.
    const events = await fetch(`${app.url}/api/v1/provisioning/events?outcome=failure`, {
      headers: { authorization: basic(userName, password) },
    });
    const { items } = (await events.json()) as { items: { code: string }[] };
    expect(items.map(({ code }) => code)).toEqual(['too-costly']);
  });

  it('of several accounts run few at a time, one per account, and take no connection from others', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const greedyOnes = [greedy, await addAccount(app), await addAccount(app)];
    const begun: string[] = [];
    const held = greedyOnes.flatMap(({ id }) =>
      Array.from({ length: 4 }, () =>
        app.get(UnitOfWork).search(id, async () => {
          begun.push(id);
          await released;
        }),
      ),
    );
    await until('two have begun', () => begun.length === 2);
    expect(await waiting()).toBe(held.length - 2);
    expect(begun.toSorted()).toEqual(
      greedyOnes
        .slice(0, 2)
        .map(({ id }) => id)
        .toSorted(),
    );
    const { id } = await modest.scim.create('/Users', { userName: 'noor@modest.example' });
    expect((await modest.scim.get('/Users?filter=userName eq "noor@modest.example"')).body).toMatchObject({
      totalResults: 1,
    });
    expect(
      (await modest.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'CEO' }])).status,
    ).toBe(200);
    release();
    await Promise.all(held);
    expect(await waiting()).toBe(0);
  });
});
