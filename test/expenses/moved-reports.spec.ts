import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../src/platform/database/connections/database-connections.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { plansOf } from '../platform/database/query-plans.js';
import { addOperatorLogin } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient, type PageAnswer } from '../support/console.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, ScimClient } from '../support/scim-client.js';
import { ExpenseAccount, switchExpenses, type Person } from './expense-account.js';
import { moveMany } from './many-reports.js';

/** The tables that the pages read for it. */
const READ = ['approval_moves', 'expense_reports', 'journal_changes', 'provisioning_events'];

/** More than one transaction moves: a job moves them. */
const MANY = 501;

describe.each(databaseLanes())('the moved reports of events and runs on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;
  let admin: ConsoleClient;
  let director: Person;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
    acme = await ExpenseAccount.create(app);
    admin = await openConsole(app, acme.account.admin);
    director = await acme.person('director');
  });

  afterAll(() => app.close());

  /** A manager under the director, of somebody who has submitted some reports. */
  const managerOf = async (name: string, reports: number) => {
    const manager = await acme.person(name, { managerId: director.id });
    const owner = await acme.person(`${name}-employee`, { managerId: manager.id });
    const ids: string[] = [];
    for (let number = 0; number < reports; number++) ids.push((await acme.submitted(owner)).id);
    return { ...manager, reports: ids };
  };
  const links = ({ html }: PageAnswer) => html.match(/href="\/reports\/[\da-f-]{36}"/g)?.length ?? 0;
  /** The newest run that an actor has made. */
  const runOf = async (actor: string) => {
    await app.get(LateWrites).flush();
    const { items } = (await acme.rest.read('/provisioning/runs?via=scim')) as unknown as {
      items: { id: string; connection: { name: string } }[];
    };
    const run = items.find((each) => each.connection.name === actor);
    if (run === undefined) throw new Error(`${actor} has made no run`);
    return `/runs/${run.id}`;
  };

  it('are those of all events of a run, and of no other run at the same time', async () => {
    const [lotte, kim, jan] = [
      await managerOf('lotte', 2),
      await managerOf('kim', 1),
      await managerOf('jan', 1),
    ];
    await acme.person('other-provider', { role: 'admin' });
    const otherName = `other-provider@${acme.account.slug}.example`;
    const entra = new ScimClient(acme.account.scim.baseUrl, basic(otherName, 'a secret of twelve'));
    await acme.scimDeactivate(lotte.id);
    await entra.patch(`/Users/${jan.id}`, [{ op: 'replace', path: 'active', value: false }]);
    await acme.scimDeactivate(kim.id);

    const page = await admin.get(await runOf(acme.account.admin.userName));
    expect(page.text).toContain('2 expense reports went from lotte to director');
    expect(page.text).toContain('1 expense report went from kim to director');
    for (const id of [...lotte.reports, ...kim.reports]) expect(page.html).toContain(`href="/reports/${id}"`);
    expect(links(page)).toBe(3);
    expect(page.html.indexOf('went from lotte')).toBeLessThan(page.html.indexOf('went from kim'));
    const others = await admin.get(await runOf(otherName));
    expect(others.text).toContain('1 expense report went from jan to director');
    expect(links(others)).toBe(1);
  });

  it('are shown to nobody in support, nor while expenses are off', async () => {
    const run = await runOf(acme.account.admin.userName);
    const support = await openConsole(app, await addOperatorLogin(app));
    const masked = await support.get(`/accounts/${acme.account.id}${run}`);
    expect(masked.status).toBe(200);
    expect(masked.text).not.toContain('went from');
    await switchExpenses(app, acme.account.id, false);
    expect((await admin.get(run)).text).not.toContain('went from');
    await switchExpenses(app, acme.account.id, true);
    expect((await admin.get(run)).text).toContain('went from');
  });

  it('are read in pages through indexes, with as many statements for many', async () => {
    const few = await runOf(acme.account.admin.userName);
    const statementsOf = async (path: string) => {
      app.statements.clear();
      const page = await admin.get(path);
      return { page, runs: [...app.statements.runs] };
    };
    const { runs: ofFew } = await statementsOf(few);
    const to = await acme.person('to');
    const from = await acme.person('from', { managerId: to.id });
    const owner = await acme.person('owner', { managerId: from.id });
    await moveMany(acme, { owner, from, to, count: MANY });
    const database = app.get(DataSource);
    const { type } = database.options;
    if (type !== 'better-sqlite3') await database.query(`ANALYZE TABLE ${READ.join(', ')}`);
    const run = await runOf(acme.account.admin.userName);
    const event = `/log/${(await acme.eventOf(from.id)).id}`;
    const [ofRun, ofEvent] = [await statementsOf(run), await statementsOf(event)];
    expect(ofRun.runs).toHaveLength(ofFew.length);
    for (const { page, runs } of [ofRun, ofEvent]) {
      expect(links(page)).toBe(100);
      expect(page.text).toContain('More reports');
      const read = runs.filter(({ sql }) => sql.includes('approval_moves'));
      const plans = await plansOf(app.get(DatabaseConnections), read);
      expect(plans).toHaveLength(1);
      expect(plans.flatMap(({ costly }) => costly)).toEqual([]);
    }
    const { page: last } = await statementsOf(`${event}?reports=6`);
    expect(links(last)).toBe(1);
    expect(last.text).toContain('First reports');
    expect(last.text).not.toContain('More reports');
    expect((await admin.get(`${run}?reports=0`)).status).toBe(400);
  });
});
