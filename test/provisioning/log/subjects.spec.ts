import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { all } from '../../../src/platform/database/sql/predicate.js';
import { NO_SUBJECT } from '../../../src/provisioning/log/event-subject.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { restOf, type Stored } from '../../rest/rest-client.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, EXPENSE, ScimClient, send } from '../../support/scim-client.js';

describe.each(databaseLanes())('whom an event is about, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const events = async (query = ''): Promise<Stored[]> => {
    await app.get(LateWrites).flush();
    return (await restOf(app, acme).read(`/provisioning/events?limit=100${query}`))['items'] as Stored[];
  };
  const last = async () => (await events())[0];

  it('is called by the name of that time, also after a rename and a deletion', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'first@acme.example' });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Clerk' }]);
    await acme.scim.patch(`/Users/${id}`, [
      { op: 'replace', path: 'userName', value: 'Second@acme.example' },
    ]);
    await acme.scim.delete(`/Users/${id}`);
    const names = (await events(`&resource=${id}`)).map(({ subject }) => subject);
    expect(names).toEqual([
      { id, name: 'Second@acme.example' },
      { id, name: 'Second@acme.example' },
      { id, name: 'first@acme.example' },
      { id, name: 'first@acme.example' },
    ]);
    const group = await acme.scim.create('/Groups', { displayName: 'Sales' });
    await acme.scim.patch(`/Groups/${group.id}`, [{ op: 'replace', path: 'displayName', value: 'Sales EU' }]);
    expect((await last())?.['subject']).toEqual({ id: group.id, name: 'Sales EU' });
  });

  it('is told of a refused creation, with the value and who has it', async () => {
    const { id } = await acme.scim.create('/Users', {
      userName: 'p.vos@acme.example',
      displayName: 'Pieter Vos',
    });
    await acme.scim.post('/Users', { userName: 'P.Vos@acme.example', displayName: 'Paula Vos' });
    expect(await last()).toMatchObject({
      subject: { id: null, name: 'P.Vos@acme.example' },
      refused: {
        attribute: 'userName',
        value: 'P.Vos@acme.example',
        takenBy: { id, name: 'Pieter Vos' },
      },
      reading: 'Could not create P.Vos@acme.example: the user name is taken by Pieter Vos, an active user.',
    });
    await acme.scim.post('/Users', { userName: 'role@acme.example', [EXPENSE]: { role: 'boss' } });
    expect(await last()).toMatchObject({
      refused: { attribute: 'role', value: 'boss', takenBy: null },
      reading: 'Could not create role@acme.example: there is no such role (role "boss").',
    });
    await acme.scim.post('/Users', { displayName: 'Nobody', emails: [{ value: 'n@acme.example' }] });
    expect(await last()).toMatchObject({
      subject: { id: null, name: 'n@acme.example' },
      refused: { attribute: 'userName', value: null, takenBy: null },
    });
  });

  it('is looked up once if a refused request names nobody, and never for an accepted one', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'stored@acme.example' });
    app.statements.clear();
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: 'perhaps' }]);
    const lookups = app.statements.statements.filter((sql) => /^SELECT t.`id`, t.`userName`/.test(sql));
    expect(lookups).toHaveLength(1);
    expect(await last()).toMatchObject({
      subject: { id, name: 'stored@acme.example' },
      refused: { attribute: 'active', value: 'perhaps' },
      reading: expect.stringMatching(
        /^Could not \w+ stored@acme.example: .* \(active "perhaps"\)\.$/,
      ) as string,
    });
    app.statements.clear();
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Clerk' }]);
    expect(app.statements.statements.some((sql) => /^SELECT t.`id`, t.`userName`/.test(sql))).toBe(false);
  });

  it('is told of each operation of a bulk request', async () => {
    const Operations = ['one', 'two'].map((name) => ({
      method: 'POST',
      path: '/Users',
      bulkId: name,
      data: { userName: `${name}@bulk.example`, [EXPENSE]: { role: 'boss' } },
    }));
    await acme.scim.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        ...Operations,
        { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'Bulk' } },
      ],
    });
    const names = (await events())
      .slice(0, 3)
      .map(({ subject, refused }) => [
        (subject as Stored)['name'],
        (refused as Stored | null)?.['value'] ?? null,
      ]);
    expect(names).toEqual(
      expect.arrayContaining([
        ['one@bulk.example', 'boss'],
        ['two@bulk.example', 'boss'],
        ['Bulk', null],
      ]),
    );
  });

  it('keeps people apart who are refused for the same reason, but not if the reason is the caller', async () => {
    const refuse = (userName: string) => acme.scim.post('/Users', { userName, [EXPENSE]: { role: 'king' } });
    for (const name of ['a@apart.example', 'b@apart.example', 'a@apart.example']) await refuse(name);
    const refused = await events('&search=apart.example&outcome=failure');
    expect(refused.map(({ subject, count }) => [(subject as Stored)['name'], count])).toEqual([
      ['a@apart.example', 1],
      ['b@apart.example', 1],
      ['a@apart.example', 1],
    ]);
    const wrong = new ScimClient(acme.scim.baseUrl, basic(acme.admin.userName, 'wrong'));
    for (const userName of ['c@apart.example', 'd@apart.example', 'e@apart.example'])
      await wrong.post('/Users', { userName });
    expect((await events('&code=wrong-password')).map(({ subject, count }) => [subject, count])).toEqual([
      [null, 2],
      [null, 1],
    ]);
  });

  it('finds what was refused by the beginning of the name that the person has kept', async () => {
    await acme.scim.create('/Users', { userName: 'taken@kept.example' });
    const { id } = await acme.scim.create('/Users', { userName: 'person17@kept.example' });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: 'taken@kept.example' }]);
    expect(await events('&search=person17@&outcome=failure')).toMatchObject([
      { subject: { id, name: 'taken@kept.example' } },
    ]);
  });

  it('never holds a password, and events of earlier releases have no names', async () => {
    await acme.scim.post('/Users', { userName: 'pw@acme.example', password: { secret: 'x4711' } });
    const event = await last();
    expect(event?.['refused']).toMatchObject({ attribute: 'password', value: null });
    expect(JSON.stringify(event)).not.toContain('x4711');
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => tx.update(ProvisioningEvent, { ...NO_SUBJECT, refused: null }, all()));
    const [first] = await events();
    expect(first).toMatchObject({ subject: null, refused: null });
    const authorization = await addOperator(app);
    const { body } = await send(`${app.url}/api/v1/support/accounts/${acme.id}/events`, 'GET', {
      headers: { authorization },
    });
    expect((body['items'] as Stored[])[0]).toEqual(first);
  });
});
