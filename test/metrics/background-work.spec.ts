import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { BackgroundWorkMetrics } from '../../src/metrics/background-work-metrics.service.js';
import { NotificationSender } from '../../src/provisioning/notifications/notification-sender.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { JobState } from '../../src/provisioning/undo/undo-job.entity.js';
import { UndoJob } from '../../src/provisioning/undo/undo-job.entity.js';
import { RoleSweep } from '../../src/roles/role-sweep.entity.js';
import { RoleSweeps } from '../../src/roles/role-sweeps.service.js';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { restOf, stored } from '../rest/rest-client.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { TESTER } from '../support/authors.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';

const MINUTE = 60_000;

describe.each(databaseLanes())('the metrics of background work on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const read = async (now: Date) => {
    await app.get(BackgroundWorkMetrics).refresh(now);
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return (name: string) => {
      const line = text.split('\n').find((each) => each.startsWith(`${name} `));
      return line === undefined ? undefined : Number(line.slice(name.length));
    };
  };

  const addJob = (state: JobState, at: number) => {
    const time = new Date(at).toISOString();
    const job = { id: newId(), runId: newId(), undoRunId: newId(), state, leaseUntil: time, createdAt: time };
    const author = { kind: 'undo', authorKind: 'user', author: 'okta', via: 'rest' } as const;
    const place = { step: 0, cursor: '', waiting: 0, done: 0, total: 1 };
    const counts = { restored: 0, skipped: 0, impossible: 0 };
    const finishedAt = state === 'running' ? null : time;
    return app
      .get(UnitOfWork)
      .write(acme.id, (tx) => tx.insert(UndoJob, [{ ...job, ...author, ...place, ...counts, finishedAt }]));
  };

  it('tell of messages whose attempt is due', async () => {
    const rest = restOf(app, acme);
    const url = 'https://acme.invalid/';
    const { id } = await rest.create('/notifications/webhooks', { url, kinds: ['alarm'] });
    const none = await read(new Date());
    expect(none('declaree_notifications_due{channel="webhook"}')).toBe(0);
    expect(none('declaree_notifications_delay_seconds{channel="mail"}')).toBe(0);
    const delivery = stored(await rest.post(`/notifications/webhooks/${id}/test`, undefined));
    await app.get(NotificationSender).settled();
    const due = Date.parse(String(delivery['nextAttemptAt']));
    const late = await read(new Date(due + 10 * MINUTE));
    expect(late('declaree_notifications_due{channel="webhook"}')).toBe(1);
    expect(late('declaree_notifications_delay_seconds{channel="webhook"}')).toBe(600);
    expect(late('declaree_notifications_due{channel="mail"}')).toBe(0);
  });

  it('tell of undos that stand still, and of those that have failed lately', async () => {
    const now = Date.now();
    await addJob('running', now + 10 * MINUTE);
    await addJob('failed', now);
    await addJob('failed', now - 25 * 60 * MINUTE);
    await addJob('done', now);
    const fresh = await read(new Date(now));
    expect(fresh('declaree_undo_jobs{state="running"}')).toBe(1);
    expect(fresh('declaree_undo_jobs{state="failed"}')).toBe(1);
    expect(fresh('declaree_undo_delay_seconds')).toBe(0);
    expect((await read(new Date(now + 15 * MINUTE)))('declaree_undo_delay_seconds')).toBe(300);
  });

  it('tell of roles that nobody settles, by the sweep of each account that is next', async () => {
    const now = Date.now();
    const leaseUntil = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();
    const begin = ({ id }: TestAccount, minutes: number) =>
      app.get(UnitOfWork).write(id, async (tx) => {
        await app.get(RoleSweeps).begin(tx.by(TESTER), [{ scope: 'values', of: 'approver' }]);
        const [last] = await tx.select(RoleSweep, {
          columns: ['id'],
          orderBy: [{ column: 'id', descending: true }],
        });
        await tx.update(RoleSweep, { leaseUntil: leaseUntil(minutes) }, idIs(last?.id ?? ''));
      });
    const none = await read(new Date(now));
    expect(none('declaree_role_sweeps')).toBe(0);
    expect(none('declaree_role_sweep_delay_seconds')).toBe(0);
    await begin(acme, 10);
    await begin(acme, 5);
    await begin(await addAccount(app), 12);
    const fresh = await read(new Date(now));
    expect(fresh('declaree_role_sweeps')).toBe(2);
    expect(fresh('declaree_role_sweep_delay_seconds')).toBe(0);
    expect((await read(new Date(now + 15 * MINUTE)))('declaree_role_sweep_delay_seconds')).toBe(300);
  });
});
