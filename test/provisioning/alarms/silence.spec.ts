import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AlarmRounds } from '../../../src/provisioning/alarms/alarm-rounds.service.js';
import { isSilent } from '../../../src/provisioning/alarms/silence.js';
import { withCall, type CallDays } from '../../../src/provisioning/log/call-days.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ENTRA, OKTA, ScimClient } from '../../support/scim-client.js';
import { accessToken, addClient } from '../../oauth/oauth.js';
import { deliveries, sendDue } from '../notifications/messages.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { alarmsOf } from './alarms.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 2, 10);

const at = (days: number) => new Date(MONDAY + days * DAY);
const after = (days: readonly number[]): CallDays => {
  const known = days.reduce<CallDays | null>((one, day) => withCall(one, at(day).toISOString()), null);
  if (!known) throw new Error('no days');
  return known;
};

describe('silence', () => {
  it('begins 48 hours after the last call of a provider that calls every day', () => {
    const daily = after([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(isSilent(daily, new Date(at(9).getTime() - HOUR))).toBe(false);
    expect(isSilent(daily, at(9))).toBe(true);
    expect(isSilent(daily, at(40))).toBe(true);
  });

  it('is not a weekend of a provider that calls on working days', () => {
    const working = after([0, 1, 2, 3, 4, 7, 8, 9, 10, 11]);
    expect(isSilent(working, at(13.9))).toBe(false);
    expect(isSilent(working, at(14.5))).toBe(false);
    expect(isSilent(working, at(15))).toBe(true);
  });

  it('is never that of a provider that calls now and then', () => {
    expect(isSilent(after([0, 3, 6, 9]), at(30))).toBe(false);
    expect(isSilent(after([0]), at(30))).toBe(false);
  });

  it('goes by the days of calls, however many there are on each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 * 24 }), { minLength: 1 }), (hours) => {
        const sorted = hours.toSorted((one, other) => one - other);
        const called = sorted.reduce<CallDays | null>(
          (known, hour) => withCall(known, new Date(MONDAY + hour * HOUR).toISOString()),
          null,
        );
        const days = new Set(sorted.map((hour) => Math.floor((MONDAY + hour * HOUR) / DAY)));
        const last = Math.max(...days);
        const bits = [...days].reduce((sum, day) => (last - day < 31 ? sum + 2 ** (last - day) : sum), 0);
        expect(called?.bits).toBe(bits);
      }),
    );
  });
});

describe.each(databaseLanes())('a provider that falls silent on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterEach(restoreClock);

  afterAll(() => app.close());

  it('is one alarm until it calls again', async () => {
    // Calls count by days of UTC, so each part of this must be on the same day at any hour.
    const began = Math.ceil(Date.now() / DAY) * DAY + 10 * HOUR;
    const on = async (day: number, work: () => Promise<unknown>) => {
      setClock(began + day * DAY);
      await work();
    };
    const call = async () => {
      await acme.scim.as(OKTA).list('/Users?filter=userName eq "nobody"');
      await alarmsOf(app, rest);
    };
    const look = async () => {
      await app.get(AlarmRounds).look(new Date());
      await sendDue(app);
      return (await alarmsOf(app, rest)).map(({ kind, acknowledgedBy }) => [kind, acknowledgedBy]);
    };
    for (let day = 0; day <= 7; day++) await on(day, call);
    const found: unknown[] = [];
    for (const day of [8, 8.9, 9.5, 10]) await on(day, async () => void found.push(await look()));
    expect(found).toEqual([[], [], [['silence', null]], [['silence', null]]]);
    const [mail] = await deliveries(rest);
    expect(mail).toMatchObject({
      kind: 'silence',
      type: 'silence.detected',
      // Mails keep a login name from looking like a link.
      subject: expect.stringMatching(/^"Okta \(okta@ .*\)" has stopped calling/),
    });
    await on(10.1, call);
    expect(await look()).toEqual([['silence', 'Declaree']]);
    await on(12.5, async () => void found.push(await look()));
    expect(found.at(-1)).toEqual([
      ['silence', null],
      ['silence', 'Declaree'],
    ]);
    expect(await deliveries(rest)).toHaveLength(2);
  });

  describe('beside another connection', () => {
    let began: number;
    let boss: RestClient;
    let account: TestAccount;
    let other: ScimClient;
    let okta: string;

    const moveTo = (day: number) => setClock(began + day * DAY);
    const both = async (clients: readonly ScimClient[]) => {
      for (const client of clients) await client.list('/Users?filter=userName eq "nobody"');
      await alarmsOf(app, boss);
    };
    const look = async () => {
      await app.get(AlarmRounds).look(new Date());
      return (await alarmsOf(app, boss, '?open=true')).filter(({ kind }) => kind === 'silence');
    };

    /** For a week, both call every day; then only the other one does. */
    beforeEach(async () => {
      began = Math.ceil(Date.now() / DAY) * DAY + 10 * HOUR;
      account = await addAccount(app);
      boss = restOf(app, account);
      okta = await addUser(app, account, {
        userName: 'okta-b@acme.example',
        role: 'admin',
        password: 'a secret of twelve',
      });
      other = new ScimClient(
        `${app.url}/SCIM/v2`,
        basic(`${account.slug}/okta-b@acme.example`, 'a secret of twelve'),
      ).as(OKTA);
      const entra = account.scim.as(ENTRA);
      for (let day = 0; day <= 7; day++) {
        moveTo(day);
        await both([entra, other]);
      }
      for (const day of [8, 9, 9.9]) {
        moveTo(day);
        await both([entra]);
      }
    });

    it('raises the alarm and is named by it, in the overview and in the message too', async () => {
      const [alarm, ...others] = await look();
      expect(others).toEqual([]);
      expect(alarm).toMatchObject({
        connectionId: okta,
        detail: expect.stringContaining(
          'Okta (okta-b@acme.example) used to call almost every day.',
        ) as string,
      });
      const { text } = await (await openConsole(app, account.admin)).get('/');
      expect(text).toContain('A connection is silent. Last call:');
      expect(await look()).toHaveLength(1);
      await sendDue(app);
      const [mail] = await deliveries(boss);
      expect(mail).toMatchObject({
        kind: 'silence',
        subject: expect.stringContaining('Okta (okta-b@ acme. example)') as string,
      });
      moveTo(10);
      await both([other]);
      expect(await look()).toEqual([]);
    });

    it('raises none while the account has paused it, and afterwards only if it has not called meanwhile', async () => {
      await boss.patch('/provisioning/settings', { paused: true });
      expect(await look()).toEqual([]);
      await boss.patch('/provisioning/settings', { paused: false });
      expect(await look()).toHaveLength(1);
      await boss.patch('/provisioning/settings', { paused: true });
      moveTo(10);
      expect((await other.get('/Users')).status).toBe(403);
      await alarmsOf(app, boss);
      await boss.patch('/provisioning/settings', { paused: false });
      expect(await look()).toEqual([]);
    });

    it('raises none, and closes its alarm, once its user is gone or no administrator', async () => {
      expect(await look()).toHaveLength(1);
      await boss.patch(`/users/${okta}`, { role: 'employee' });
      expect(await look()).toEqual([]);
    });
  });

  it('raises none once its key, or the connection, is revoked', async () => {
    const began = Math.ceil(Date.now() / DAY) * DAY + 10 * HOUR;
    const account = await addAccount(app);
    const boss = restOf(app, account);
    const made = await addClient(app, account, { name: 'Entra of Globex' });
    const key = await boss.create('/api-keys', { name: 'okta' });
    const url = `${app.url}/SCIM/v2`;
    for (let day = 0; day <= 7; day++) {
      setClock(began + day * DAY);
      const token = await accessToken(app, made);
      await new ScimClient(url, `Bearer ${token}`).as(ENTRA).list('/Users?count=5');
      await new ScimClient(url, `Bearer ${String(key['key'])}`).as(OKTA).list('/Users?count=5');
      await alarmsOf(app, boss);
    }
    setClock(began + 9.9 * DAY);
    const open = async () => {
      await app.get(AlarmRounds).look(new Date());
      return (await alarmsOf(app, boss, '?open=true')).map(({ detail }) => String(detail).split(' used')[0]);
    };
    expect(new Set(await open())).toEqual(
      new Set(['Entra ID (Entra of Globex)', `Okta (${account.admin.userName})`]),
    );
    await boss.delete(`/api-keys/${key.id}`);
    await boss.delete(`/oauth-clients/${made.id}`);
    expect(await open()).toEqual([]);
  });
});
