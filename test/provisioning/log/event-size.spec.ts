import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, EXPENSE, OKTA, send } from '../../support/scim-client.js';

const COLUMNS = [
  'accountId',
  'id',
  'time',
  'actor',
  'operation',
  'resourceType',
  'resourceId',
  'outcome',
  'status',
  'detail',
  'code',
  'durationMs',
  'client',
  'changes',
  'subjectName',
  'subjectKey',
  'subjectEmail',
  'subjectExternalId',
  'subjectWords',
  'refused',
] as const;

/** What Okta sends with its default mappings, and a department. */
const OKTA_USER = {
  userName: 'mira.vos@acme.example',
  name: { givenName: 'Mira', familyName: 'Vos' },
  emails: [{ primary: true, value: 'mira.vos@acme.example', type: 'work' }],
  displayName: 'Mira Vos',
  locale: 'nl-NL',
  externalId: '00u1a2B3c4D5e6F7g8h9',
  groups: [],
  password: 'q7Zt0pWm',
  active: true,
  [ENTERPRISE]: { department: 'Finance' },
};

/** The same with every attribute that Okta's template has mappings for. */
const FULL_USER = {
  ...OKTA_USER,
  userName: 'mira.full@acme.example',
  name: { givenName: 'Mira', middleName: 'Anna', familyName: 'Vos', honorificPrefix: 'Dr.' },
  nickName: 'Mira',
  profileUrl: 'https://people.acme.example/mira.vos',
  title: 'Account manager',
  userType: 'Employee',
  preferredLanguage: 'nl-NL',
  timezone: 'Europe/Amsterdam',
  phoneNumbers: [
    { value: '+31 20 1234567', type: 'work', primary: true },
    { value: '+31 6 12345678', type: 'mobile' },
  ],
  addresses: [
    {
      type: 'work',
      streetAddress: 'Keizersgracht 100',
      locality: 'Amsterdam',
      region: 'Noord-Holland',
      postalCode: '1015 AA',
      country: 'NL',
      primary: true,
    },
  ],
  [ENTERPRISE]: {
    employeeNumber: '701984',
    costCenter: '4130',
    organization: 'Acme NL',
    division: 'Sales',
    department: 'Key accounts',
  },
  [EXPENSE]: { organization: 'Acme NL', iban: 'NL91ABNA0417164300', role: 'employee' },
};

const WIDE = '€'.repeat(1_000);
const list = (make: (index: number) => object) => Array.from({ length: 50 }, (_, index) => make(index));

describe.each(databaseLanes())('the size of a provisioning event on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    const account = await addAccount(app);
    acme = { ...account, scim: account.scim.as(OKTA) };
  });

  afterAll(() => app.close());

  /** The size of the newest event's values, in bytes. */
  const bytesOfLast = async () => {
    const row = await app.get(UnitOfWork).read(acme.id, (tx) =>
      tx.find(ProvisioningEvent, {
        columns: COLUMNS,
        orderBy: [{ column: 'id', descending: true }],
      }),
    );
    return Buffer.byteLength(Object.values(row ?? {}).join(''));
  };

  /** The newest event as administrators see it. */
  const read = async () => {
    const url = `${app.url}/api/v1/provisioning/events?limit=1`;
    const { body } = await send(url, 'GET', { headers: { authorization: acme.scim.authorization } });
    const [event] = body['items'] as {
      reading: string;
      detail: string;
      changes: { path: string; new?: unknown }[];
    }[];
    return event;
  };

  it('is at most 550 bytes for Okta’s everyday changes, and 650 for a new user', async () => {
    const sizes: Record<string, number> = {};
    const user = await acme.scim.create('/Users', OKTA_USER);
    expect(await bytesOfLast()).toBeLessThanOrEqual(650);
    await acme.scim.patch(`/Users/${user.id}`, [
      { op: 'replace', value: { title: 'Controller', [`${ENTERPRISE}:department`]: 'Group finance' } },
    ]);
    sizes['patch'] = await bytesOfLast();
    await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active: false } }]);
    sizes['deactivate'] = await bytesOfLast();
    const members = (await addUsers(app, acme, 100)).map((value) => ({ value }));
    const group = await acme.scim.create('/Groups', { displayName: 'Approvers' });
    await acme.scim.patch(`/Groups/${group.id}`, [{ op: 'add', path: 'members', value: members }]);
    sizes['push of 100 members'] = await bytesOfLast();
    expect((await read())?.reading).toBe('Added 100 members.');
    await acme.scim.post('/Users', { userName: OKTA_USER.userName });
    sizes['refusal'] = await bytesOfLast();
    expect(Object.entries(sizes).filter(([, size]) => size > 550)).toEqual([]);
    expect(Object.keys(sizes)).toHaveLength(4);
  });

  it('is at most 1,350 bytes for a user with every attribute, none of them cut', async () => {
    await acme.scim.create('/Users', FULL_USER);
    expect(await bytesOfLast()).toBeLessThanOrEqual(1_350);
    const { changes = [] } = (await read()) ?? {};
    expect(changes).toContainEqual({ path: `${ENTERPRISE}:department`, old: null, new: 'Key accounts' });
    expect(changes).toContainEqual({ path: `${EXPENSE}:iban`, old: null, new: 'NL91ABNA0417164300' });
    expect(changes).toContainEqual({ path: 'addresses', old: null, new: FULL_USER.addresses });
    expect(changes).toContainEqual({ path: 'password', old: null, new: null });
  });

  it('does not cut a character in two', async () => {
    // With one more unit before them, the cut falls on the other half of a character.
    for (const [number, before] of ['', 'x'].entries()) {
      const title = before + '🙂'.repeat(300);
      await acme.scim.create('/Users', { userName: `emoji${number}@acme.example`, title });
      const changes = (await read())?.changes ?? [];
      const kept = changes.find(({ path }) => path === 'title');
      expect(kept?.new).toBe(`${before}${'🙂'.repeat(120 - before.length)}…`);
      const role = before + '🙂'.repeat(450);
      await acme.scim.post('/Users', { userName: 'role@acme.example', [EXPENSE]: { role } });
      expect((await read())?.detail).toContain(`"${role}"`);
    }
  });

  it('is at most 5,000 bytes, whatever a client sends', async () => {
    const user = {
      userName: `wide.${'€'.repeat(300)}`,
      displayName: WIDE,
      title: WIDE,
      nickName: WIDE,
      emails: list((index) => ({ value: `${index}${WIDE.slice(0, 300)}` })),
      addresses: list(() => ({ formatted: WIDE.slice(0, 500), locality: WIDE.slice(0, 500) })),
      [ENTERPRISE]: { department: WIDE, division: WIDE, costCenter: WIDE },
    };
    await acme.scim.create('/Users', user);
    expect(await bytesOfLast()).toBeLessThanOrEqual(5_000);
    expect((await read())?.changes.map(({ path }) => path)).toContain(`${ENTERPRISE}:department`);
    await acme.scim.post('/Users', user);
    expect(await bytesOfLast()).toBeLessThanOrEqual(5_000);
    await acme.scim.get(`/Users?filter=${encodeURIComponent(`${'€'.repeat(2_000)} eq "x"`)}`);
    expect(await bytesOfLast()).toBeLessThanOrEqual(5_000);
    await acme.scim.get(`/Users/${encodeURIComponent('€'.repeat(100))}`);
    expect(await bytesOfLast()).toBeLessThanOrEqual(5_000);
  });
});
