import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import type { Scalar } from '../../../src/platform/database/sql/columns.js';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { LOOKED_AT } from '../../../src/platform/database/keyed-log.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { restOf, RestClient, type Stored } from '../../rest/rest-client.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { plansOf } from '../../platform/database/query-plans.js';
import { EXPENSE, OKTA } from '../../support/scim-client.js';

describe.each(databaseLanes())('searching the provisioning log on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let other: TestAccount;
  let ids: { ann: string; sales: string };

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    other = await addAccount(app);
    const okta = acme.scim.as(OKTA);
    const ann = await okta.create('/Users', {
      userName: 'Ann.Smit@acme.example',
      displayName: 'Anna de Smit',
      externalId: '00uAnn',
      emails: [{ value: 'a.smit@mail.example', type: 'work' }],
      title: 'Clerk of works',
    });
    await okta.create('/Users', { userName: 'ben@acme.example', displayName: 'Ben Vos' });
    const sales = await okta.create('/Groups', { displayName: 'Sales' });
    await acme.scim.patch(`/Users/${ann.id}`, [{ op: 'replace', path: 'title', value: 'Boss' }]);
    await okta.post('/Users', {
      userName: 'cleo@acme.example',
      externalId: '00uCleo',
      [EXPENSE]: { role: 'x' },
    });
    await other.scim.create('/Users', { userName: 'ann.smit@acme.example', externalId: '00uAnn' });
    ids = { ann: ann.id, sales: sales.id };
  });

  afterAll(() => app.close());

  /** The readings of the events that match, as the administrators of an account get them. */
  const found = async (filters: Record<string, string>, account = acme) => {
    const query = new URLSearchParams({ ...filters, limit: '100' });
    const page = await restOf(app, account).read(`/provisioning/events?${query.toString()}`);
    return (page['items'] as Stored[]).map(({ reading }) => reading);
  };

  /** The steps of statements that sort events. */
  const sortedBy = async (runs: readonly { sql: string; parameters: Scalar[] }[]) => {
    const ofEvents = runs.filter(({ sql }) => sql.includes('`provisioning_events`'));
    const plans = await plansOf(app.get(DatabaseConnections), ofEvents);
    return plans.flatMap(({ costly }) => costly);
  };

  const CREATED = 'Created user Ann.Smit@acme.example.';
  const OF_ANN = ['Changed title.', CREATED];
  const CLEO = 'Could not create cleo@acme.example: there is no such role (role "x").';

  it.each([
    ['the beginning of a user name, in any letter case', 'ANN.', OF_ANN],
    ['an e-mail address', 'A.Smit@mail.example', OF_ANN],
    ['an external id', '00uAnn', OF_ANN],
    ['an external id that was refused', '00uCleo', [CLEO]],
    ['the beginning of the name of a group', 'sale', ['Created group Sales.']],
    ['a name of a person', 'de smit', OF_ANN],
    ['a part of a user name', 'leo@', [CLEO]],
    ['a text of the changes', 'Clerk of works', OF_ANN],
    ['a text of a detail', 'no role "x"', [CLEO]],
    ['nothing that is there', 'zoe', []],
    ['wildcards of other programs', '%', []],
  ])('finds %s', async (_, search, expected) => {
    expect(await found({ search })).toEqual(expected);
    expect(await found({ search }, other)).toEqual(
      expected.includes(CREATED) &&
        search !== 'Clerk of works' &&
        search !== 'de smit' &&
        !search.includes('mail')
        ? ['Created user ann.smit@acme.example.']
        : [],
    );
  });

  it('finds an id, of a resource and of an event', async () => {
    expect(await found({ search: ids.ann })).toEqual(OF_ANN);
    expect(await found({ search: ids.sales })).toEqual(['Created group Sales.']);
    const page = await restOf(app, acme).read('/provisioning/events?limit=1');
    const [newest] = page['items'] as Stored[];
    expect(await found({ search: String(newest?.['id']) })).toEqual([CLEO]);
  });

  it('goes with the filters by user, code, client and time', async () => {
    expect(await found({ user: 'ANN.SMIT@acme.example' })).toEqual(OF_ANN);
    expect(await found({ user: ids.ann })).toEqual(OF_ANN);
    expect(await found({ user: 'ann' })).toEqual([]);
    expect(await found({ user: 'sales' })).toEqual([]);
    expect(await found({ code: 'unknown-role' })).toEqual([CLEO]);
    expect(await found({ client: 'Okta SCIM Client', user: ids.ann })).toEqual([CREATED]);
    expect(await found({ search: 'ann', client: 'Okta SCIM Client' })).toEqual([CREATED]);
    expect(await found({ user: ids.ann, search: 'Boss' })).toEqual(['Changed title.']);
    expect(await found({ search: 'ann', until: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await found({ search: 'ann', since: '2020-01-01T00:00:00Z' })).toEqual(OF_ANN);
  });

  it('finds names for support, but no values that support sees masked', async () => {
    const iban = 'NL91ABNA0417164300';
    await acme.scim.create('/Users', { userName: 'iban@acme.example', [EXPENSE]: { iban } });
    const support = new RestClient(app, await addOperator(app));
    const count = async (search: string) => {
      const path = `/support/accounts/${acme.id}/events?search=${encodeURIComponent(search)}`;
      return ((await support.read(path))['items'] as Stored[]).length;
    };
    expect(await count('de smit')).toBe(2);
    expect(await count('ABNA04171')).toBe(0);
    expect(await count('Clerk of works')).toBe(0);
    expect(await found({ search: 'ABNA04171' })).toHaveLength(1);
  });

  it('looks at a part of a long log at a time for a text or several filters, and goes on from there', async () => {
    const long = await addAccount(app);
    const start = Date.UTC(2026, 10, 1);
    const row = (index: number): NewRow<ProvisioningEvent> => ({
      id: v7({ msecs: start + index }),
      time: new Date(start + index).toISOString(),
      actor: 'okta@acme.example',
      operation: 'patch',
      outcome: 'success',
      status: 200,
      durationMs: 1,
      count: 1,
      detail: index === 0 ? 'The needle is here' : null,
      client: index === 0 ? 'Needle' : null,
    });
    const rows = Array.from({ length: LOOKED_AT + 10 }, (_, index) => row(index));
    await app.get(UnitOfWork).write(long.id, (tx) => tx.insert(ProvisioningEvent, rows));
    const rest = restOf(app, long);
    const needle = { items: [{ id: rows[0]?.id }], nextCursor: null };
    for (const query of [
      'search=needle',
      'operation=patch&client=Needle',
      'operation=patch&outcome=success&search=needle',
    ]) {
      const path = `/provisioning/events?${query}`;
      const first = await rest.read(path);
      expect(first).toMatchObject({ items: [], nextCursor: rows[10]?.id });
      expect(await rest.read(`${path}&cursor=${String(first['nextCursor'])}`)).toMatchObject(needle);
    }
    // Leads to few events.
    expect(await rest.read('/provisioning/events?client=Needle')).toMatchObject(needle);
  });

  it('sorts a limited number of events for the beginning of a name, and looks at the newest of more', async () => {
    const long = await addAccount(app);
    const start = Date.UTC(2026, 10, 1);
    const nameOf = (index: number) => (index % 1_000 === 0 ? `round-${index}` : `person-${index}`);
    const rows = Array.from({ length: LOOKED_AT + 100 }, (_, index): NewRow<ProvisioningEvent> => ({
      id: v7({ msecs: start + index }),
      time: new Date(start + index).toISOString(),
      actor: 'okta@acme.example',
      operation: 'patch',
      outcome: index === 1 ? 'failure' : 'success',
      status: 200,
      durationMs: 1,
      count: 1,
      resourceId: null,
      subjectName: nameOf(index),
      subjectKey: nameOf(index),
    }));
    await app.get(UnitOfWork).write(long.id, (tx) => tx.insert(ProvisioningEvent, rows));
    const rest = restOf(app, long);
    const newest = rows.map(({ id }) => id).toReversed();
    const idsOf = async (query: string) => {
      const { items, nextCursor } = await rest.read(`/provisioning/events?${query}`);
      return { ids: (items as Stored[]).map(({ id }) => id), cursor: nextCursor };
    };
    // Few events: the index of names finds all of them.
    expect((await idsOf('search=round-&limit=5')).ids).toEqual(
      [20_000, 19_000, 18_000, 17_000, 16_000].map((index) => rows[index]?.id),
    );
    app.statements.clear();
    const first = await idsOf('search=P&limit=60');
    expect(await sortedBy(app.statements.runs)).toEqual([]);
    const people = newest.filter((_, index) => (rows.length - 1 - index) % 1_000 !== 0);
    expect(first.ids).toEqual(people.slice(0, 60));
    const second = await idsOf(`search=P&limit=60&cursor=${String(first.cursor)}`);
    expect(second.ids).toEqual(people.slice(60, 120));
    const failures = await idsOf('search=P&outcome=failure');
    expect(failures).toMatchObject({ ids: [], cursor: rows[100]?.id });
    expect(await idsOf(`search=P&outcome=failure&cursor=${String(failures.cursor)}`)).toEqual({
      ids: [rows[1]?.id],
      cursor: null,
    });
  });
});
