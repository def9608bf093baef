import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/common/identifier.js';
import { OpenAlarmMetrics } from '../../../src/metrics/open-alarm-metrics.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Alarm, ALARM_KINDS } from '../../../src/provisioning/alarms/alarm.entity.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { User } from '../../../src/users/user.entity.js';
import { restOf } from '../../rest/rest-client.js';
import { SupportClient } from '../../rest/support/support-client.js';
import { addAccount, addOperator, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { alarmsOf } from './alarms.js';

/** REST asks with a predicate of the builder, metrics and support with handwritten SQL. */
describe.each(databaseLanes())('which alarms are open on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** One alarm of every kind about each person and about nobody, seen and not seen. */
  async function addAlarms({ id }: TestAccount, people: readonly (string | null)[]): Promise<void> {
    const at = new Date().toISOString();
    const alarms = ALARM_KINDS.flatMap((kind) =>
      people.flatMap((userId) =>
        [null, at].map((acknowledgedAt) => ({ id: newId(), kind, at, userId, acknowledgedAt })),
      ),
    );
    await app.get(UnitOfWork).write(id, (tx) => tx.insert(Alarm, alarms));
  }

  it('is the same for REST, the metric and support', async () => {
    const acme = await addAccount(app);
    const rest = restOf(app, acme);
    const [active = '', inactive = '', deleted = ''] = await addUsers(app, acme, 3);
    await rest.patch(`/users/${inactive}`, { active: false });
    await rest.delete(`/users/${deleted}`);
    // Whoever is deleted has no access, whatever else their row says.
    const isActive = { active: true };
    await app.get(UnitOfWork).write(acme.id, (tx) => tx.withDeleted().update(User, isActive, idIs(deleted)));
    const people = [active, inactive, deleted, null];
    await addAlarms(acme, people);
    const globex = await addAccount(app);
    await addAlarms(globex, [active]);

    const open = (await alarmsOf(app, rest, '?open=true&limit=100')).map(({ kind }) => String(kind));
    const byKind = Object.fromEntries(
      ALARM_KINDS.map((kind) => [kind, open.filter((each) => each === kind).length]),
    );
    const ofAll = Object.fromEntries(ALARM_KINDS.map((kind) => [kind, people.length]));
    expect(byKind).toEqual({ ...ofAll, 'refused-deactivation': 1 });

    await app.get(OpenAlarmMetrics).refresh();
    const text = await (await fetch(`${app.url}/metrics`)).text();
    const series = text.matchAll(
      new RegExp(`declaree_open_alarms{account="${acme.slug}",kind="(.*)"} (.*)`, 'g'),
    );
    expect(Object.fromEntries([...series].map(([, kind, value]) => [kind, Number(value)]))).toEqual(byKind);

    const support = new SupportClient(app, await addOperator(app));
    expect((await support.get(`/${acme.id}`)).body).toMatchObject({ openAlarms: open.length });
    // Nobody of the other account has this id.
    expect(await alarmsOf(app, restOf(app, globex), '?open=true')).toHaveLength(ALARM_KINDS.length - 1);
    expect((await support.get(`/${globex.id}`)).body).toMatchObject({ openAlarms: ALARM_KINDS.length - 1 });
  });
});
