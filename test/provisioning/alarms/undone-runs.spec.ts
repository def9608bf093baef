import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenAlarmMetrics } from '../../../src/metrics/open-alarm-metrics.service.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UndoJob } from '../../../src/provisioning/undo/undo-job.entity.js';
import { UndoWorker } from '../../../src/provisioning/undo/undo-worker.service.js';
import { restOf, type RestClient, type Stored } from '../../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { Program } from '../../support/processes.js';
import { basic, OKTA, resource, send } from '../../support/scim-client.js';
import { alarmsOf, undoOf } from './alarms.js';

const PEOPLE = 20;
/** How many of them a run deactivates. */
const TAKEN = 8;
/** A step after the last one of an undo. */
const AFTER_ALL = 99;

describe.each(databaseLanes())('the alarm of a run that is undone on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let ids: string[];
  let run: string;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    await rest.patch('/provisioning/settings', { alarmAbove: 5, alarmPercent: 25 });
    ids = await addUsers(app, acme, PEOPLE);
    await alarmsOf(app, rest);
    await deactivate(ids.slice(0, TAKEN));
    const [alarm] = await alarmsOf(app, rest, '?open=true');
    run = String(alarm?.['runId']);
  });

  const deactivate = async (people: readonly string[]) => {
    for (const id of people)
      await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
  };
  const undo = async (id: string, choice?: object) => {
    const job = await undoOf(rest, id, choice);
    const { result } = await rest.read(`/jobs/${job}`);
    return { job, ...(result as { undoRun: string; totals: object }) };
  };
  /** Lets the program work on a job once more, which has ended. */
  const workAgain = async (job: string, changed: Partial<Pick<UndoJob, 'choice' | 'step'>>) => {
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => tx.update(UndoJob, { state: 'running', ...changed }, idIs(job)));
    await app.get(UndoWorker).work({ accountId: acme.id, id: job });
    return (await rest.read(`/jobs/${job}`))['state'];
  };
  const open = async () => (await alarmsOf(app, rest, '?open=true')).map(({ kind }) => String(kind));
  const audited = async () => (await rest.read('/audit?action=alarm.acknowledged'))['items'] as Stored[];
  const metric = async () => {
    await app.get(OpenAlarmMetrics).refresh();
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return text.match(`declaree_open_alarms{account="${acme.slug}",kind="mass-change"} (.*)`)?.[1];
  };

  it('closes everywhere, and the audit trail says why', async () => {
    const console = await openConsole(app, acme.admin);
    const said = `Okta has deactivated ${TAKEN} of ${PEOPLE + 1} active users`;
    expect((await console.get('/')).text).toContain(said);
    expect(await metric()).toBe('1');
    await undo(run);
    expect(await alarmsOf(app, rest)).toMatchObject([
      {
        kind: 'mass-change',
        runId: run,
        detail: expect.stringContaining(said),
        acknowledgedAt: expect.any(String),
        acknowledgedBy: 'Declaree',
      },
    ]);
    expect(await open()).toEqual([]);
    expect(await metric()).toBeUndefined();
    expect((await console.get('/')).text).not.toContain(said);
    const [alarm] = await alarmsOf(app, rest);
    expect(await audited()).toMatchObject([
      {
        actor: 'Declaree',
        subject: { type: 'alarm', id: alarm?.id, name: 'mass-change' },
        detail: `Undo of the run ${run}`,
      },
    ]);
    expect((await console.get('/audit?action=alarm.acknowledged')).text).toContain(`Undo of the run ${run}`);
  });

  it('stays open after an undo of a part, until the whole run is undone', async () => {
    for (const choice of [{ only: ['deactivated'] }, { users: ids.slice(0, TAKEN) }]) {
      await undo(run, choice);
      expect(await open()).toEqual(['mass-change']);
    }
    await undo(run);
    expect(await open()).toEqual([]);
    expect(await audited()).toHaveLength(1);
  });

  it('stays open if the undo has left somebody as they are', async () => {
    await rest.delete(`/users/${ids[0]}`);
    expect((await undo(run)).totals).toMatchObject({ restore: TAKEN - 1, skip: 1 });
    expect(await open()).toEqual(['mass-change']);
    expect(await audited()).toEqual([]);
  });

  it('stays open if the undo fails, or ends after the run has gone on', async () => {
    const { job } = await undo(run, { users: ids.slice(0, 1) });
    expect(await workAgain(job, { choice: '{', step: 0 })).toBe('failed');
    expect(await open()).toEqual(['mass-change']);
    await deactivate(ids.slice(TAKEN, TAKEN + 1));
    expect(await open()).toEqual(['mass-change']);
    expect(await workAgain(job, { choice: '{}', step: AFTER_ALL })).toBe('done');
    expect(await open()).toEqual(['mass-change']);
    await undo(run);
    expect(await open()).toEqual([]);
  });

  it('stays closed if the undo is undone, and stays seen by whoever has seen it', async () => {
    const { undoRun } = await undo(run);
    await undo(undoRun);
    expect(await rest.read(`/users/${ids[0]}`)).toMatchObject({ active: false });
    expect(await open()).toEqual([]);

    await deactivate(ids.slice(TAKEN));
    const [alarm] = await alarmsOf(app, rest, '?open=true');
    await rest.post(`/provisioning/alarms/${alarm?.id}/acknowledge`, undefined);
    await undo(run);
    expect(await alarmsOf(app, rest)).toMatchObject([{ acknowledgedBy: acme.admin.userName }]);
  });

  it('opens again if the run goes on, counts each person once, and closes with the next undo', async () => {
    await undo(run);
    await deactivate([...ids.slice(0, 2), ...ids.slice(TAKEN, TAKEN + 1)]);
    expect((await open()).toSorted()).toEqual(['deactivated-again', 'mass-change']);
    expect(await alarmsOf(app, rest)).toMatchObject([
      { kind: 'deactivated-again' },
      { runId: run, detail: expect.stringContaining(`deactivated ${TAKEN + 1} of`), acknowledgedBy: null },
    ]);
    await undo(run);
    expect(await open()).toEqual([]);
    // Whom only the first undo had put back.
    await deactivate(ids.slice(2, 3));
    expect((await open()).toSorted()).toEqual(['deactivated-again', 'mass-change']);
  });
});

describe.each(databaseLanes())('the alarm of a run whose undo moves to another process on $name', (lane) => {
  let app: TestApp;
  let program: Program;

  beforeAll(async () => {
    app = await bootApp(lane);
    program = await Program.build();
  });

  afterAll(async () => {
    await program.remove();
    await app.close();
  });

  it('is open until the other process has ended the undo', async () => {
    const acme = await addAccount(app);
    const rest = restOf(app, acme);
    await rest.patch('/provisioning/settings', { alarmAbove: 5, alarmPercent: 25 });
    const ids = await addUsers(app, acme, 400);
    for (let from = 0; from < ids.length; from += 200) {
      const Operations = ids.slice(from, from + 200).map((id) => ({
        method: 'PATCH',
        path: `/Users/${id}`,
        data: { Operations: [{ op: 'replace', value: { active: false } }] },
      }));
      resource(await acme.scim.as(OKTA).post('/Bulk', { Operations }), 200);
    }
    const [alarm] = await alarmsOf(app, rest);
    const environment = { DATABASE_URL: app.databaseUrl, DEMO: 'off', LOG_LEVEL: 'silent' };
    const first = await program.start(environment);
    const { userName, password } = acme.admin;
    const headers = { authorization: basic(userName, password), 'content-type': 'application/json' };
    const address = `${first.url}/api/v1/provisioning/runs/${String(alarm?.['runId'])}/undo`;
    const { job } = resource(await send(address, 'POST', { headers, body: {} }), 202);
    await until(
      'the undo has gone on',
      async () => Number((await rest.read(`/jobs/${String(job)}`))['done']) > 0,
    );
    await first.stop('SIGKILL');
    expect(await rest.read(`/jobs/${String(job)}`)).toMatchObject({ state: 'running' });
    expect(await alarmsOf(app, rest, '?open=true')).toMatchObject([{ id: alarm?.id }]);
    const second = await program.start(environment);
    const hasEnded = async () => (await rest.read(`/jobs/${String(job)}`))['state'] === 'done';
    await until('the undo has ended', hasEnded, 120);
    await second.stop();
    expect(await alarmsOf(app, rest, '?open=true')).toEqual([]);
    expect(await alarmsOf(app, rest)).toMatchObject([{ id: alarm?.id, acknowledgedBy: 'Declaree' }]);
  });
});
