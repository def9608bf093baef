import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AlarmRounds } from '../../../src/provisioning/alarms/alarm-rounds.service.js';
import { OpenAlarmMetrics } from '../../../src/metrics/open-alarm-metrics.service.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { databaseLanes } from '../../support/lanes.js';
import { OKTA } from '../../support/scim-client.js';
import { deliveries, sendDue } from '../notifications/messages.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { alarmsOf } from './alarms.js';

const HOUR = 3_600_000;

describe.each(databaseLanes())('a deactivation that is refused on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterEach(restoreClock);

  afterAll(() => app.close());

  /** Refused, because the country is none. */
  const refuse = async (id: string) => {
    const answer = await acme.scim.as(OKTA).patch(`/Users/${id}`, [
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'preferredLanguage[x', value: 'nl' },
    ]);
    expect(answer.status).toBe(400);
  };

  const messages = async () => {
    await app.get(AlarmRounds).look(new Date());
    await sendDue(app);
    return (await deliveries(rest)).map(({ subject }) => String(subject));
  };

  it('is an alarm once per person and day, until the person has no access any more', async () => {
    const [one = '', other = ''] = await addUsers(app, acme, 2);
    await refuse(one);
    await refuse(one);
    const [alarm, ...more] = await alarmsOf(app, rest);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({
      kind: 'refused-deactivation',
      userId: one,
      userName: 'person0001@many.example',
      detail: 'A deactivation was refused, so the person still has access.',
    });
    expect(await messages()).toEqual([expect.stringMatching(/^One person still has access/)]);
    await refuse(one);
    await refuse(other);
    expect(await alarmsOf(app, rest)).toHaveLength(2);
    const { checks } = (await rest.read('/provisioning/doctor')) as unknown as {
      checks: { id: string; detail: string }[];
    };
    expect(checks.find(({ id }) => id === 'alarms')?.detail).toContain('person0002@many.example still has');
    await rest.patch(`/users/${one}`, { active: false });
    await rest.patch(`/users/${other}`, { active: false });
    const report = (await rest.read('/provisioning/doctor')) as unknown as { checks: { id: string }[] };
    expect(report.checks.find(({ id }) => id === 'alarms')).toBeUndefined();
  });

  it('closes by itself when the person loses access, for REST and the metric', async () => {
    const [left = '', gone = '', kept = ''] = await addUsers(app, acme, 3);
    for (const id of [left, gone, kept]) await refuse(id);
    const metric = async () => {
      await app.get(OpenAlarmMetrics).refresh();
      const text = await (await fetch(`${app.url}/metrics`)).text();
      return text.match(`declaree_open_alarms{account="${acme.slug}",kind="refused-deactivation"} (.*)`)?.[1];
    };
    const listed = async (query: string) =>
      (await alarmsOf(app, rest, query)).map(({ userId }) => String(userId)).toSorted();
    expect(await listed('?open=true')).toEqual([left, gone, kept].toSorted());
    expect(await metric()).toBe('3');
    const scim = acme.scim.as(OKTA);
    const deactivation = { op: 'replace', path: 'active', value: false };
    expect((await scim.patch(`/Users/${left}`, [deactivation])).status).toBe(200);
    await scim.delete(`/Users/${gone}`);
    expect(await listed('?open=true')).toEqual([kept]);
    expect(await listed('?open=false')).toEqual([left, gone].toSorted());
    expect(await listed('')).toHaveLength(3);
    expect(await metric()).toBe('1');
    await rest.delete(`/users/${kept}`);
    expect(await listed('?open=true')).toEqual([]);
    expect(await metric()).toBeUndefined();
  });

  it('is told at once, and those of the next hour together', async () => {
    const [first = '', ...others] = await addUsers(app, acme, 4);
    await refuse(first);
    await alarmsOf(app, rest);
    for (const id of others) await refuse(id);
    expect(await alarmsOf(app, rest)).toHaveLength(4);
    expect(await messages()).toHaveLength(1);
    setClock(Date.now() + HOUR + 1_000);
    expect(await messages()).toEqual([
      expect.stringMatching(/^3 people still have access/),
      expect.stringMatching(/^One person still has access/),
    ]);
    expect(await messages()).toHaveLength(2);
  });

  it('is told only of those who still have access by then, and not at all if that is nobody', async () => {
    const [first = '', left = '', gone = '', kept = ''] = await addUsers(app, acme, 4);
    await refuse(first);
    await alarmsOf(app, rest);
    expect(await messages()).toHaveLength(1);
    for (const id of [left, gone, kept]) await refuse(id);
    expect(await alarmsOf(app, rest)).toHaveLength(4);
    const deactivate = (id: string) =>
      acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    await deactivate(left);
    await acme.scim.delete(`/Users/${gone}`);
    setClock(Date.now() + HOUR + 1_000);
    expect(await messages()).toEqual([
      expect.stringMatching(/^One person still has access/),
      expect.stringMatching(/^One person still has access/),
    ]);
    const [later = ''] = await addUsers(app, acme, 1, { userName: 'later@many.example' });
    await refuse(later);
    await alarmsOf(app, rest);
    await deactivate(later);
    setClock(Date.now() + HOUR + 1_000);
    expect(await messages()).toHaveLength(2);
  });

  it('is no alarm if nobody keeps access, or only the credential itself', async () => {
    const id = await addUser(app, acme, { userName: 'gone@acme.example', active: false });
    await refuse(id);
    await refuse('4711').catch(() => undefined);
    const own = await acme.scim
      .as(OKTA)
      .patch(`/Users/${acme.admin.id}`, [{ op: 'replace', path: 'active', value: false }]);
    expect(own.status).toBe(403);
    expect(await alarmsOf(app, rest)).toEqual([]);
  });
});
