import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { subjectColumns } from '../../../src/provisioning/log/event-subject.js';
import {
  FailureCauses,
  MOST_EXAMPLES,
  MOST_READ,
} from '../../../src/provisioning/log/failure-causes.service.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { restOf, RestClient, type Stored } from '../../rest/rest-client.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { EXPENSE } from '../../support/scim-client.js';

describe.each(databaseLanes())('the failures of an account by cause, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const read = (query = '', account = acme) =>
    restOf(app, account).read(`/provisioning/failures${query}`) as Promise<
      Stored & { items: (Stored & { examples: Stored[] })[] }
    >;

  it('names the people of each cause, and those for whom a later request succeeded', async () => {
    const wrong = { [EXPENSE]: { role: 'boss' } };
    for (const name of ['ann', 'cleo', 'cleo', 'ben'])
      await acme.scim.post('/Users', { userName: name, ...wrong });
    const { id } = await acme.scim.create('/Users', { userName: 'Cleo' });
    await acme.scim.post('/Groups', { displayName: 'Team', members: [{ value: 'nobody' }] });
    await acme.scim.patch(`/Users/${acme.admin.id}`, [{ op: 'replace', value: { active: false } }]);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Clerk' }]);
    // The second failure of one person is written later.
    await app.get(LateWrites).flush();
    const { items, ...report } = await read();
    expect(report).toMatchObject({ complete: true, totals: { people: 5, events: 6, solved: 1 } });
    expect(items.map(({ code, people, events, solved }) => [code, people, events, solved])).toEqual([
      ['unknown-role', 3, 4, 1],
      [expect.stringMatching(/own-user|unknown-member/), 1, 1, 0],
      [expect.stringMatching(/own-user|unknown-member/), 1, 1, 0],
    ]);
    const [roles] = items;
    expect(roles?.examples.map(({ subject, solved }) => [(subject as Stored)['name'], solved])).toEqual([
      ['ben', false],
      ['ann', false],
      ['cleo', true],
    ]);
    expect(roles?.['reason']).toBe('there is no such role');
    const event = String(roles?.examples[0]?.['eventId']);
    const shown = await restOf(app, acme).read(`/provisioning/events?search=${event}`);
    expect(shown['items']).toMatchObject([{ id: event, subject: { name: 'ben' } }]);
  });

  it('tells wrong values of one attribute from those of another, and each unknown role', async () => {
    const account = await addAccount(app);
    const send = (userName: string, more: object) => account.scim.post('/Users', { userName, ...more });
    await send('ann', { active: 'perhaps' });
    await send('ben', { active: 'never' });
    await send('cleo', { name: 'Cleo' });
    await send('dora', { [EXPENSE]: { role: 'boss' } });
    await send('emil', { [EXPENSE]: { role: 'chef' } });
    await account.scim.get('/Users?filter=nonsense');
    const { items } = await read('', account);
    const causes = items.map(({ code, attribute, value, people, unnamed }) => ({
      code,
      attribute,
      value,
      people,
      unnamed,
    }));
    expect(causes).toHaveLength(5);
    expect(causes).toEqual(
      expect.arrayContaining([
        { code: 'invalid-value', attribute: 'active', value: null, people: 2, unnamed: 0 },
        { code: 'invalid-value', attribute: 'name', value: null, people: 1, unnamed: 0 },
        { code: 'unknown-role', attribute: 'role', value: 'boss', people: 1, unnamed: 0 },
        { code: 'unknown-role', attribute: 'role', value: 'chef', people: 1, unnamed: 0 },
        { code: 'invalid-filter', attribute: null, value: null, people: 0, unnamed: 1 },
      ]),
    );
    const [active] = items;
    expect(active?.['advice']).toMatch(/^Correct the attribute active, in the person's profile or /);
  });

  it('finds exactly the events of each cause, also of events without a code or without a refused value', async () => {
    const account = await addAccount(app);
    const start = Date.now() - 60_000;
    const causes: Partial<NewRow<ProvisioningEvent>>[] = [
      { status: 500 },
      { status: 403 },
      { code: 'user-name-taken' },
      { code: 'invalid-value' },
      ...['name', 'name"', 'nam%'].map((attribute) => ({
        code: 'invalid-value',
        ...refused(attribute, 'x'),
      })),
      { code: 'unknown-role' },
      ...[null, 'boss', 'Boss', String.raw`bo\ss`, 'b_ss', '"value":"boss"'].map((value) => ({
        code: 'unknown-role',
        ...refused('role', value),
      })),
    ];
    const rowOf = (cause: Partial<NewRow<ProvisioningEvent>>, index: number): NewRow<ProvisioningEvent> => ({
      id: v7({ msecs: start + index }),
      time: new Date(start + index).toISOString(),
      actor: 'okta@acme.example',
      operation: 'create',
      outcome: 'failure',
      status: 400,
      durationMs: 1,
      count: 1,
      code: null,
      refused: null,
      ...cause,
    });
    const rows = [...causes, ...causes].map(rowOf);
    const done: NewRow<ProvisioningEvent> = { ...rowOf({ code: 'user-name-taken' }, -1), outcome: 'success' };
    await app.get(UnitOfWork).write(account.id, (tx) => tx.insert(ProvisioningEvent, [...rows, done]));
    const { items } = await read('', account);
    expect(items).toHaveLength(causes.length);
    const found: string[][] = [];
    for (const { eventId } of items) {
      const events = await restOf(app, account).read(`/provisioning/events?cause=${String(eventId)}`);
      found.push((events['items'] as Stored[]).map(({ id }) => id));
    }
    const expected = causes.map((_, index) => [rows[index + causes.length]?.id, rows[index]?.id]);
    expect(found).toEqual(expect.arrayContaining(expected));
    const filters = `cause=${String(rows[0]?.id)}&outcome=success`;
    expect(await restOf(app, account).read(`/provisioning/events?${filters}`)).toMatchObject({ items: [] });
    const elsewhere = await restOf(app, acme).read(`/provisioning/events?cause=${String(rows[0]?.id)}`);
    expect(elsewhere).toEqual({ items: [], nextCursor: null });
  });

  it('does not count another change as the end of somebody’s access', async () => {
    const account = await addAccount(app);
    const path = `/Users/${account.admin.id}`;
    await account.scim.patch(path, [{ op: 'replace', value: { active: false } }]);
    await account.scim.patch(path, [{ op: 'replace', path: 'title', value: 'Admin' }]);
    expect((await read('', account)).items).toMatchObject([{ code: 'own-user', people: 1, solved: 0 }]);
  });

  it('counts from the given time, in the own account, and for support too', async () => {
    expect(await read('?since=2999-01-01T00:00:00Z')).toMatchObject({ items: [], totals: { events: 0 } });
    expect(await read('', await addAccount(app))).toMatchObject({ items: [] });
    const support = new RestClient(app, await addOperator(app));
    expect(await support.read(`/support/accounts/${acme.id}/failures`)).toMatchObject({
      items: (await read()).items,
    });
    const invalid = await restOf(app, acme).get('/provisioning/failures?since=2026-02-31');
    expect(invalid.status).toBe(400);
  });

  it('reads the newest of too many failures, in a number of statements that does not grow', async () => {
    const account = await addAccount(app);
    const report = () =>
      app
        .get(UnitOfWork)
        .read(account.id, (tx) => app.get(FailureCauses).report(tx, new Date(Date.UTC(2026, 10, 1))));
    const start = Date.UTC(2026, 10, 2);
    const row = (index: number): NewRow<ProvisioningEvent> => ({
      id: v7({ msecs: start + index }),
      time: new Date(start + index).toISOString(),
      actor: 'okta@acme.example',
      operation: 'create',
      resourceType: 'User',
      outcome: index % 4 === 3 ? 'success' : 'failure',
      status: 400,
      code: index % 2 === 0 ? 'unknown-role' : 'invalid-value',
      durationMs: 1,
      count: 1,
      ...subjectColumns({ name: `person${Math.floor(index / 2) % 3_000}` }),
    });
    const add = (from: number, to: number) =>
      app.get(UnitOfWork).write(account.id, (tx) =>
        tx.insert(
          ProvisioningEvent,
          Array.from({ length: to - from }, (_, index) => row(from + index)),
        ),
      );
    await add(0, 400);
    expect(await report()).toMatchObject({ isComplete: true, events: 300 });
    // As after a sudden wave: the optimizer knows little of the new rows.
    if (lane.server !== undefined) {
      const table = '`provisioning_events`';
      await app.get(DataSource).query(`ALTER TABLE ${table} STATS_AUTO_RECALC = 0, FORCE`);
    }
    await add(400, 8_000);
    const { causes, isComplete, events } = await report();
    expect({ isComplete, events }).toEqual({ isComplete: false, events: MOST_READ });
    expect(causes[0]?.examples).toHaveLength(MOST_EXAMPLES);
    expect(causes[0]?.people).toBeGreaterThan(1_000);
  });
});

const refused = (attribute: string, value: string | null) => ({
  refused: JSON.stringify({ attribute, value, takenBy: null }),
});
