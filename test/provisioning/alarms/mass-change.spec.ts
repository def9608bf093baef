import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isUnusual } from '../../../src/provisioning/alarms/thresholds.js';
import { OpenAlarmMetrics } from '../../../src/metrics/open-alarm-metrics.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ProvisioningSettingsService } from '../../../src/provisioning/settings/provisioning-settings.service.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { UNRECORDED } from '../../support/authors.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { OPENSSL } from '../../support/certificate.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, OKTA, send } from '../../support/scim-client.js';
import { scimCall } from '../../support/two-accounts.js';
import { deliveries, sendDue } from '../notifications/messages.js';
import { Receiver, verified } from '../notifications/receiver.js';
import { items, RestClient, restOf, stored, type Stored } from '../../rest/rest-client.js';
import { alarmsOf } from './alarms.js';

describe('the threshold of an alarm', () => {
  it('is exceeded where both its number and its share are', () => {
    const whole = fc.nat({ max: 100_000 });
    fc.assert(
      fc.property(whole, whole, whole, fc.nat({ max: 100 }), (taken, before, alarmAbove, alarmPercent) => {
        const larger = Math.max(alarmAbove, (before * alarmPercent) / 100);
        expect(isUnusual(taken, before, { alarmAbove, alarmPercent })).toBe(taken > larger);
      }),
    );
  });
});

describe.each(databaseLanes())('a run that takes access from many people on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let ids: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    ids = await addUsers(app, acme, 20);
    await alarmsOf(app, rest);
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        app.get(ProvisioningSettingsService).change(tx.by(UNRECORDED), { alarmAbove: 5, alarmPercent: 25 }),
      );
  });

  afterAll(() => app.close());

  const deactivate = async (people: readonly string[]) => {
    for (const id of people) {
      await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    }
  };

  it('raises one alarm, as soon as it has passed the threshold, and tells the administrators once', async () => {
    await deactivate(ids.slice(0, 5));
    expect(await alarmsOf(app, rest)).toEqual([]);
    await deactivate(ids.slice(5, 7));
    const [alarm, ...others] = await alarmsOf(app, rest);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({
      kind: 'mass-change',
      detail: 'Okta has deactivated 7 of 21 active users. An alarm is raised above 5 and 25 %.',
      acknowledgedAt: null,
    });
    const run = await rest.read(`/provisioning/runs/${String(alarm?.['runId'])}`);
    expect(run['alarm']).toBe(alarm?.['at']);
    await deactivate(ids.slice(7));
    expect(await alarmsOf(app, rest)).toMatchObject([
      { detail: expect.stringContaining(`deactivated ${ids.length} of 21`) },
    ]);
    await sendDue(app);
    expect(await deliveries(rest)).toMatchObject([
      { kind: 'alarm', type: 'alarm.mass-change', subject: expect.stringContaining('7 people lost access') },
    ]);
  });

  it('raises one for memberships too, and for people who are deleted', async () => {
    const group = await acme.scim.create('/Groups', {
      displayName: 'Sales',
      members: ids.map((value) => ({ value })),
    });
    await alarmsOf(app, rest);
    await acme.scim
      .as(OKTA)
      .put(`/Groups/${group.id}`, { displayName: 'Sales', members: [{ value: ids[0] }] });
    expect(await alarmsOf(app, rest)).toMatchObject([
      { kind: 'mass-change', detail: expect.stringContaining('ended 19 memberships') },
    ]);
    const globex = await addAccount(app);
    const other = restOf(app, globex);
    const theirs = await addUsers(app, globex, 30);
    await alarmsOf(app, other);
    for (const id of theirs.slice(0, 26)) await globex.scim.delete(`/Users/${id}`);
    expect(await alarmsOf(app, other)).toMatchObject([{ detail: expect.stringContaining('deleted 26 of') }]);
  });

  it('counts each person who had access once, and nobody who had none', async () => {
    await deactivate(ids.slice(0, 4));
    for (const id of ids.slice(0, 4)) await acme.scim.as(OKTA).delete(`/Users/${id}`);
    expect(await alarmsOf(app, rest)).toEqual([]);
    await deactivate(ids.slice(4, 5));
    await acme.scim.as(OKTA).patch(`/Users/${ids[4]}`, [{ op: 'replace', path: 'active', value: true }]);
    await deactivate(ids.slice(4, 5));
    expect(await alarmsOf(app, rest)).toEqual([]);
    for (const id of ids.slice(5, 7)) await acme.scim.as(OKTA).delete(`/Users/${id}`);
    expect(await alarmsOf(app, rest)).toMatchObject([
      { detail: expect.stringContaining('Okta has deactivated 5 and deleted 2 of 21 active users.') },
    ]);
    const globex = await addAccount(app);
    const left = await addUsers(app, globex, 30, { active: false });
    await alarmsOf(app, restOf(app, globex));
    for (const id of left) await globex.scim.delete(`/Users/${id}`);
    expect(await alarmsOf(app, restOf(app, globex))).toEqual([]);
  });

  it('does not keep the name of an erased administrator who has seen it', async () => {
    await deactivate(ids.slice(0, 7));
    const [alarm] = await alarmsOf(app, rest);
    const userName = `seer@${acme.slug}.example`;
    const password = 'a few random words';
    const id = await addUser(app, acme, { userName, role: 'admin', password });
    const seer = new RestClient(app, basic(userName, password));
    await seer.post(`/provisioning/alarms/${alarm?.id}/acknowledge`, undefined);
    expect(await alarmsOf(app, rest)).toMatchObject([{ acknowledgedBy: userName }]);
    expect((await rest.post(`/users/${id}/erase`, {})).status).toBe(204);
    expect(JSON.stringify(await alarmsOf(app, rest))).not.toContain(userName);
    expect(await alarmsOf(app, rest)).toMatchObject([{ acknowledgedAt: expect.any(String) }]);
  });

  it('is seen by the account alone, which marks it as seen', async () => {
    await deactivate(ids.slice(0, 7));
    const [alarm] = await alarmsOf(app, rest, '?open=true');
    await app.get(OpenAlarmMetrics).refresh();
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain(`declaree_open_alarms{account="${acme.slug}",kind="mass-change"} 1`);
    const globex = restOf(app, await addAccount(app));
    expect(await alarmsOf(app, globex)).toEqual([]);
    const path = `/provisioning/alarms/${alarm?.id}/acknowledge`;
    expect((await globex.post(path, undefined)).status).toBe(404);
    const { checks } = (await rest.read('/provisioning/doctor')) as unknown as { checks: Stored[] };
    expect(checks.find(({ id }) => id === 'alarms')).toMatchObject({ level: 'problem' });
    expect(stored(await rest.post(path, undefined))).toMatchObject({
      acknowledgedBy: acme.admin.userName,
      acknowledgedAt: expect.any(String),
    });
    await rest.post(path, undefined);
    expect(items(await rest.get('/audit?action=alarm.acknowledged'))).toHaveLength(1);
    expect(await alarmsOf(app, rest, '?open=true')).toEqual([]);
    expect(await alarmsOf(app, rest, '?open=false')).toHaveLength(1);
    const report = (await rest.read('/provisioning/doctor')) as unknown as { checks: Stored[] };
    expect(report.checks.find(({ id }) => id === 'alarms')).toBeUndefined();
  });
});

describe.runIf(OPENSSL).each(databaseLanes())('an alarm of a running program on $name', (lane) => {
  let program: Program;
  let database: TestDatabase;
  let receiver: Receiver;
  let server: ServerProcess;

  beforeAll(async () => {
    program = await Program.build();
    database = await createMigrated(lane);
    receiver = await Receiver.start();
  });

  afterEach(() => server.stop('SIGKILL'));

  afterAll(async () => {
    await program.remove();
    await receiver.stop();
    await database.drop();
  });

  it('arrives at a webhook by itself', async () => {
    const environment = { DATABASE_URL: database.url };
    server = await program.start({
      ...environment,
      OAUTH_PRIVATE_KEY_SETS: 'on',
      NODE_EXTRA_CA_CERTS: receiver.certificateFile,
    });
    const create = ['account', 'create', '--name', 'Acme', '--admin', 'okta', '--scim', 'on', '--json'];
    const made = await program.run('cli.js', create, environment);
    const { password } = JSON.parse(made.stdout) as { password: string };
    const headers = { authorization: basic('okta', password), 'content-type': 'application/json' };
    const hook = { url: receiver.url, kinds: ['alarm'] };
    const answer = await send(`${server.url}/api/v1/notifications/webhooks`, 'POST', { headers, body: hook });
    const { secret } = answer.body as { secret: string };
    const scim = scimCall(server.url, basic('okta', password));
    for (let number = 0; number < 27; number++) {
      const { body } = await scim('POST /Users', { body: { userName: `p${number}@acme.example` } });
      await scim(`DELETE /Users/${body.id}`);
    }
    await until('the alarm arrives', () => receiver.received.length > 0);
    const [message] = receiver.received;
    if (!message) throw new Error('nothing has arrived');
    const event = verified(message, secret);
    expect(event.type).toBe('alarm.mass-change');
    expect(event.data).toMatchObject({ people: expect.any(Number), runId: expect.any(String) });
  }, 120_000);
});
