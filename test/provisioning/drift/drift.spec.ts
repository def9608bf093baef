import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { DriftReport } from '../../../src/provisioning/drift/drift-report.entity.js';
import { Retention } from '../../../src/retention/retention.service.js';
import { problem, restOf, stored, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, type Answer } from '../../support/scim-client.js';
import { whereFound } from '../../support/table-dump.js';

const DAY = 86_400_000;
const DRIFT = '/provisioning/drift';

describe.each(databaseLanes())('comparing users with a list on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const send = async (csv: string | Buffer, type = 'text/csv'): Promise<Answer> => {
    const { userName, password } = acme.admin;
    const response = await fetch(`${app.url}/api/v1${DRIFT}`, {
      method: 'POST',
      headers: { authorization: basic(userName, password), 'content-type': type },
      body: Buffer.from(csv),
    });
    const { status, headers } = response;
    return { status, headers, body: (await response.json()) as Answer['body'] };
  };
  const compare = async (...lines: string[]) => stored(await send(lines.join('\n')));
  /** A line for the administrator, who is in no identity provider. */
  const admin = () => `${acme.admin.userName},`;

  it('finds who is missing here and there, who is deactivated there, and what differs', async () => {
    const same = await acme.scim.create('/Users', { userName: 'same@acme.example', title: 'Clerk' });
    const left = await acme.scim.create('/Users', { userName: 'left@acme.example', active: true });
    const gone = await acme.scim.create('/Users', { userName: 'gone@acme.example' });
    const moved = await acme.scim.create('/Users', {
      userName: 'moved@acme.example',
      title: 'Clerk',
      emails: [{ value: 'moved@acme.example', type: 'work' }],
    });
    const [local] = await addUsers(app, acme, 1);
    await acme.scim.create('/Users', { userName: 'former@acme.example', active: false });
    await app.get(LateWrites).flush();
    const result = await compare(
      'userName,active,title,email,mobile',
      `${acme.admin.userName},true,,${acme.admin.userName},`,
      'SAME@acme.example,true,Clerk,,1',
      'left@acme.example,false,,,',
      'moved@acme.example,true,"Head, of sales",Moved@acme.example,2',
      'new@acme.example,yes,,,',
      'never@acme.example,no,,,',
      'new@acme.example,yes,,,',
    );
    expect(result).toEqual({
      comparedAt: expect.stringMatching(/Z$/) as string,
      fields: ['userName', 'active', 'title', 'email'],
      ignoredColumns: ['mobile'],
      duplicates: 1,
      skipped: 0,
      skippedRows: [],
      totals: {
        here: 7,
        there: 6,
        same: 3,
        missingHere: 1,
        missingThere: 2,
        deactivatedThere: 1,
        unknownState: 0,
        differing: 1,
      },
      missingHere: [{ id: null, userName: 'new@acme.example', managed: null, fields: [] }],
      missingThere: [
        { id: gone.id, userName: 'gone@acme.example', managed: true, fields: [] },
        { id: local, userName: 'person0001@many.example', managed: false, fields: [] },
      ],
      deactivatedThere: [{ id: left.id, userName: 'left@acme.example', managed: true, fields: [] }],
      unknownState: [],
      differing: [
        {
          id: moved.id,
          userName: 'moved@acme.example',
          managed: true,
          fields: [{ field: 'title', here: 'Clerk', there: 'Head, of sales' }],
        },
      ],
    });
    expect(await rest.read(DRIFT)).toEqual(result);
    expect(await rest.read(`/users/${same.id}`)).toMatchObject({ version: 1 });
    expect(await rest.read('/audit?limit=1')).toMatchObject({
      items: [{ action: 'users.compared', detail: '6 users' }],
    });
  });

  it.each([
    [
      'Okta',
      'id,status,login,email,firstName,lastName,primaryPhone',
      '00u1,ACTIVE,mira@acme.example,mira@acme.example,Mira,Vos,1',
      '00u1,SUSPENDED,mira@acme.example,mira@acme.example,Mira,Vos,1',
      '00u1,DEPROVISIONED,mira@acme.example,mira@acme.example,Mira,Vos,1',
    ],
    [
      "Okta's reports",
      'Username;First Name;Last Name;Primary Email;User Status;User Id',
      'mira@acme.example;Mira;Vos;mira@acme.example;Active;00u1',
      'mira@acme.example;Mira;Vos;mira@acme.example;Password Expired;00u1',
      'mira@acme.example;Mira;Vos;mira@acme.example;Deactivated;00u1',
    ],
    [
      'Entra ID',
      'userPrincipalName,displayName,surname,mail,givenName,id,accountEnabled',
      '"mira@acme.example","","Vos","mira@acme.example","Mira","ad55c7cc","True"',
      '"mira@acme.example","","Vos","MIRA@acme.example","Mira","ad55c7cc","TRUE"',
      '"mira@acme.example","","Vos","mira@acme.example","Mira","ad55c7cc","False"',
    ],
  ])('reads the export of %s', async (_, heading, ...[one, other, deactivated]) => {
    await acme.scim.create('/Users', {
      userName: 'mira@acme.example',
      externalId: '00u1',
      name: { givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: 'mira@acme.example', type: 'work' }],
    });
    for (const line of [one, other]) {
      const mark = '\uFEFF';
      expect(await compare(mark + heading, line)).toMatchObject({ totals: { same: 1, differing: 0 } });
    }
    expect(await compare(heading, deactivated)).toMatchObject({
      deactivatedThere: [{ userName: 'mira@acme.example' }],
    });
  });

  it('takes nobody for active whose state it does not know, and says which rows it skipped', async () => {
    const ann = await acme.scim.create('/Users', { userName: 'ann@acme.example', title: 'Clerk' });
    const ben = await acme.scim.create('/Users', { userName: 'ben@acme.example', active: false });
    const result = await compare(
      'userName,status,title',
      `${acme.admin.userName},active,`,
      'ann@acme.example,Uit dienst,Head',
      ',active,Nameless',
      '',
      'ben@acme.example,Terminated,',
      'cleo@acme.example,,',
      ' ,,Nameless too',
    );
    expect(result).toMatchObject({
      totals: { here: 3, there: 4, same: 1, missingHere: 0, unknownState: 3, differing: 0 },
      skipped: 2,
      skippedRows: [4, 7],
      missingHere: [],
    });
    expect(result['unknownState']).toMatchObject([
      {
        id: ann.id,
        fields: [
          { field: 'active', here: 'true', there: 'Uit dienst' },
          { field: 'title', here: 'Clerk', there: 'Head' },
        ],
      },
      { id: ben.id, fields: [{ field: 'active', here: 'false', there: 'Terminated' }] },
      { id: null, userName: 'cleo@acme.example', fields: [{ field: 'active', here: null, there: null }] },
    ]);
    expect(await rest.read(DRIFT)).toEqual(result);
  });

  it('names the first twenty of the rows that it skipped', async () => {
    const lines = Array.from({ length: 30 }, () => ',Clerk');
    const result = await compare('userName,title', ...lines, admin());
    expect(result).toMatchObject({ skipped: 30, totals: { there: 1 } });
    expect(result['skippedRows']).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  });

  it('reads a comparison of an earlier release, which did not count these', async () => {
    await compare('userName,title', admin());
    const totals = { here: 1, there: 1, same: 1, missingHere: 0, missingThere: 0, deactivatedThere: 0 };
    const summary = { fields: ['userName'], ignored: [], duplicates: 0, totals: { ...totals, differing: 0 } };
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => tx.update(DriftReport, { summary: JSON.stringify(summary) }, all()));
    expect(await rest.read(DRIFT)).toMatchObject({
      totals: { ...totals, unknownState: 0 },
      skipped: 0,
      skippedRows: [],
    });
  });

  it('recognizes a renamed person by the external id', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'old@acme.example', externalId: '00u1' });
    const result = await compare('externalId,userName', `,${acme.admin.userName}`, '00u1,new@acme.example');
    expect(result).toMatchObject({
      totals: { missingHere: 0, missingThere: 0, differing: 1 },
      differing: [
        { id, fields: [{ field: 'userName', here: 'old@acme.example', there: 'new@acme.example' }] },
      ],
    });
  });

  it('keeps two hundred people of a kind, and all totals', async () => {
    await addUsers(app, acme, 250);
    const lines = Array.from({ length: 1_500 }, (_, number) => `other${number}@acme.example,`);
    const result = await compare('userName,title', admin(), ...lines);
    expect(result['totals']).toMatchObject({
      here: 251,
      there: 1_501,
      missingHere: 1_500,
      missingThere: 250,
    });
    expect(result['missingHere']).toHaveLength(200);
    expect(result['missingThere']).toHaveLength(200);
    expect(await rest.read(DRIFT)).toEqual(result);
    await compare('userName,title', admin());
    expect(await rest.read(DRIFT)).toMatchObject({ missingHere: [] });
  });

  it.each([
    ['an empty file', '', 'no-name-column'],
    ['a list without names', 'mail,status\nx,y', 'no-name-column'],
    ['open quotes', 'userName,title\n"a,b\n', 'invalid'],
    ['another encoding', Buffer.from([0x75, 0xe9, 0x0a]), 'invalid'],
  ])('refuses %s', async (_, csv, code) => {
    expect(await send(csv)).toMatchObject(problem(400, code));
    expect(await rest.get(DRIFT)).toMatchObject(problem(404, 'no-comparison'));
  });

  it('refuses other types, and more than 10 MB or 100,000 people', async () => {
    expect(await send('{}', 'application/json')).toMatchObject(problem(415, 'unsupported-media-type'));
    expect((await send(`userName\n${'x'.repeat(10_485_760)}`)).status).toBe(413);
    const names = Array.from({ length: 100_001 }, (_, number) => `p${number}`);
    expect(await send(`userName\n${names.join('\n')}`)).toMatchObject(problem(400, 'too-many-rows'));
  });

  it('is for administrators, each of their own account', async () => {
    const other = await addAccount(app);
    await compare('userName,title', admin());
    expect(await restOf(app, other).get(DRIFT)).toMatchObject(problem(404, 'no-comparison'));
    const password = 'correct horse battery';
    await addUser(app, acme, { userName: 'employee@acme.example', password });
    const response = await fetch(`${app.url}/api/v1${DRIFT}`, {
      method: 'POST',
      headers: { authorization: basic(`${acme.slug}/employee@acme.example`, password) },
      body: 'userName\n',
    });
    expect(response.status).toBe(403);
  });

  it('forgets people who are erased, and everything after 30 days', async () => {
    const known = await acme.scim.create('/Users', { userName: 'known-zq7w@acme.example', title: 'Clerk' });
    await compare('userName,title', 'known-zq7w@acme.example,Boss', 'later-zq7w@acme.example,');
    const later = await acme.scim.create('/Users', { userName: 'LATER-zq7w@acme.example' });
    for (const { id } of [known, later]) {
      expect((await rest.post(`/users/${id}/erase`, {})).status).toBe(204);
    }
    const places = await whereFound(app, ['zq7w']);
    expect(places.filter((place) => place.includes('drift_'))).toEqual([]);
    expect(await rest.read(DRIFT)).toMatchObject({
      totals: { differing: 1 },
      differing: [],
      missingHere: [],
    });
    setClock(Date.now());
    try {
      await app.get(Retention).prune(new Date(Date.now() + 29 * DAY));
      expect((await rest.get(DRIFT)).status).toBe(200);
      await app.get(Retention).prune(new Date(Date.now() + 31 * DAY));
    } finally {
      restoreClock();
    }
    expect(await rest.get(DRIFT)).toMatchObject(problem(404, 'no-comparison'));
  });
});
