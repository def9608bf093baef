import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveries, sendDue } from '../notifications/messages.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { OKTA } from '../../support/scim-client.js';
import { alarmsOf, undoOf } from './alarms.js';

describe.each(databaseLanes())('an identity provider that repeats what was undone on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let ids: string[];
  let run: string;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** Twelve people of whom Okta has deactivated ten. */
  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    ids = await addUsers(app, acme, 12);
    await set(ids.slice(0, 10), false);
    await alarmsOf(app, rest);
    run = await newestRun('scim');
  });

  const set = async (people: readonly string[], value: boolean) => {
    for (const id of people)
      await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value }]);
  };
  const newestRun = async (via: string): Promise<string> => {
    const [newest] = (await rest.read(`/provisioning/runs?via=${via}`))['items'] as { id: string }[];
    return newest?.id ?? '';
  };
  const undo = (choice?: object) => undoOf(rest, run, choice);
  const again = async () => (await alarmsOf(app, rest)).filter(({ kind }) => kind === 'deactivated-again');
  const detail = (people: number) => `A run was undone, but Okta has deactivated ${people} of them again.`;

  it('raises one alarm per undo, whose number follows, and leads to the pause', async () => {
    const job = await undo();
    expect(await again()).toEqual([]);
    await set(ids.slice(0, 3), false);
    const [alarm, ...others] = await again();
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ runId: run, detail: detail(3), acknowledgedAt: null });
    // Neither the two who were never undone, nor anybody twice, even if somebody else helps.
    await set(ids.slice(0, 3), true);
    await set([...ids.slice(0, 4), ...ids.slice(10)], false);
    await rest.patch(`/users/${ids[4]}`, { active: false });
    expect(await again()).toMatchObject([{ id: alarm?.id, detail: detail(4) }]);
    expect(await rest.read(`/jobs/${job}`)).toMatchObject({ deactivatedAgain: 4 });

    const client = await openConsole(app, acme.admin);
    for (const path of [`/runs/${run}`, `/undos/${job}`]) {
      const page = await client.get(path);
      expect(page.text).toContain('Okta has deactivated 4 of them again');
    }
    const undoRun = String((await rest.read(`/provisioning/runs/${run}`))['undoneBy']);
    expect((await client.get(`/runs/${undoRun}`)).text).toContain('Okta has deactivated 4 of them again');
    const home = await client.get('/');
    expect(home.text).toContain(detail(4));
    expect(home.html).toContain('href="/provisioning-settings/pause"');
    expect((await client.post('/provisioning-settings/pause', {})).status).toBe(303);
    expect((await client.get(`/undos/${job}`)).text).toContain('Provisioning is paused.');

    await sendDue(app);
    expect(await deliveries(rest)).toMatchObject([{ kind: 'alarm', type: 'alarm.deactivated-again' }]);
  });

  it('counts for each undo by itself, and stays seen', async () => {
    const first = await undo();
    await set(ids.slice(0, 5), false);
    const [alarm] = await again();
    await rest.post(`/provisioning/alarms/${alarm?.id}/acknowledge`, undefined);
    await set(ids.slice(5, 6), false);
    expect((await again()).map(({ acknowledgedAt }) => acknowledgedAt)).toEqual([expect.any(String)]);
    const second = await undo();
    await set(ids.slice(0, 2), false);
    expect((await again()).map((each) => each['detail'])).toEqual([detail(2), detail(5)]);
    expect(await rest.read(`/jobs/${first}`)).toMatchObject({ deactivatedAgain: 6 });
    expect(await rest.read(`/jobs/${second}`)).toMatchObject({ deactivatedAgain: 2 });
  });

  it('counts who is deleted again, and nobody after an undo of what an administrator did', async () => {
    await acme.scim.as(OKTA).delete(`/Users/${ids[11]}`);
    await undo();
    await acme.scim.as(OKTA).delete(`/Users/${ids[11]}`);
    expect(await again()).toMatchObject([{ detail: detail(1) }]);

    await rest.patch(`/users/${ids[10]}`, { active: false });
    await alarmsOf(app, rest);
    run = await newestRun('rest');
    await undo({ users: [ids[10]] });
    await set([ids[10] ?? ''], false);
    expect(await again()).toHaveLength(1);
  });
});
