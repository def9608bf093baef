import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { Account } from '../../src/accounts/account.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { bootWithCommands, json, type RunCommand } from '../cli/in-process.js';
import { restOf, RestClient } from '../rest/rest-client.js';
import {
  addAccount,
  addOperator,
  addUsers,
  logIn,
  makeApiKey,
  type TestAccount,
} from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, send } from '../support/scim-client.js';
import { dumpTables, whereFound } from '../support/table-dump.js';

const IBAN = 'NL91ABNA0417164300';

describe.each(databaseLanes())('removing an account on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let operator: string;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  /** An account with rows in every table that accounts own. */
  const addFull = async (people: number): Promise<TestAccount> => {
    const acme = await addAccount(app);
    const ids = await addUsers(app, acme, people);
    await acme.scim.create('/Groups', { displayName: acme.slug, members: ids.map((value) => ({ value })) });
    const boss = await acme.scim.create('/Users', {
      userName: `boss@${acme.slug}`,
      externalId: acme.slug,
      emails: [{ value: 'b@x.example' }],
    });
    await restOf(app, acme).patch(`/users/${ids[0]}`, { managerId: boss.id, title: acme.slug });
    const { userName, password } = acme.admin;
    await makeApiKey(app, basic(userName, password));
    await logIn(app, acme, userName, password);
    await new RestClient(app).post('/auth/password-reset', { username: userName });
    await acme.scim.get('/Users?startIndex=1&count=2');
    await acme.scim.delete(`/Users/${ids[1]}`);
    return acme;
  };

  const rowsOf = async (accountId: string): Promise<string[]> => {
    const rows = (await dumpTables(app)).filter(({ row }) => row['accountId'] === accountId);
    return [...new Set(rows.map(({ table }) => table))];
  };

  it('leaves only one entry in the audit trail, and does not touch other accounts', async () => {
    const [acme, other] = [await addFull(600), await addFull(2)];
    const before = await rowsOf(other.id);
    expect(await rowsOf(acme.id)).toEqual(
      expect.arrayContaining([
        'users',
        'user_values',
        'group_members',
        'provisioning_events',
        'audit_entries',
      ]),
    );
    const remove = (body: unknown, authorization = operator) =>
      send(`${app.url}/api/v1/support/accounts/${acme.id}`, 'DELETE', {
        headers: { authorization, 'content-type': 'application/json' },
        body,
      });
    expect(await remove({ slug: other.slug, reason: 'Ticket 1' })).toMatchObject({
      status: 400,
      body: { code: 'other-slug' },
    });
    expect((await remove({ slug: acme.slug })).status).toBe(400);
    expect(
      (await remove({ slug: acme.slug, reason: 'x' }, basic(acme.admin.userName, acme.admin.password)))
        .status,
    ).toBe(403);
    expect((await remove({ slug: acme.slug, reason: ' Ticket 2 ' })).status).toBe(204);
    expect(await rowsOf(acme.id)).toEqual([]);
    expect(await whereFound(app, [acme.slug])).toEqual([`${acme.slug} in platform_entries.subjectName`]);
    expect(await rowsOf(other.id)).toEqual(before);
    const { body } = await new RestClient(app, operator).get('/support/audit?limit=1');
    expect(body).toMatchObject({
      items: [{ action: 'account.removed', subjectId: acme.id, detail: 'Ticket 2' }],
    });
    expect((await remove({ slug: acme.slug, reason: 'again' })).status).toBe(404);
    expect((await acme.scim.get('/Users')).status).toBe(401);
  });

  it('stops all logins at once, and resumes after an interruption', async () => {
    const acme = await addFull(2);
    const { userName, password } = acme.admin;
    const key = await makeApiKey(app, basic(userName, password));
    // The state after a process was killed right after its first step.
    await app
      .get(UnitOfWork)
      .writePlatform((tx) => tx.update(Account, { removingSince: new Date().toISOString() }, idIs(acme.id)));
    for (const authorization of [basic(userName, password), `Bearer ${key}`]) {
      expect((await new RestClient(app, authorization).get('/users')).status).toBe(401);
    }
    const removed = await declaree([
      'account',
      'remove',
      acme.slug,
      '--reason',
      'Ticket 3',
      '--yes',
      '--json',
    ]);
    expect(json(removed)).toMatchObject({ account: { id: acme.id, slug: acme.slug } });
    expect(await rowsOf(acme.id)).toEqual([]);
    expect(await declaree(['account', 'remove', acme.slug, '--reason', 'x'])).toMatchObject({ exitCode: 1 });
  });

  it('covers every table that has an account', () => {
    const owned = app
      .get(DataSource)
      .entityMetadatas.filter(({ columns }) =>
        columns.some(({ databaseName }) => databaseName === 'accountId'),
      );
    expect(owned.length).toBeGreaterThan(10);
  });

  it('masks what staff see until they give a reason, which the customer can read', async () => {
    const acme = await addAccount(app);
    const { id } = await acme.scim.create('/Users', {
      userName: 'masked@acme.example',
      phoneNumbers: [{ value: '+31201234567' }],
      addresses: [{ streetAddress: 'Keizersgracht 1' }],
      'urn:declaree:params:scim:schemas:extension:expense:2.0:User': { iban: IBAN },
    });
    const staff = new RestClient(app, operator);
    const { body } = await staff.get(`/support/accounts/${acme.id}/events?resource=${id}`);
    const shown = JSON.stringify(body) + (await declaree(['events', acme.slug, '--json'])).stdout;
    expect(shown).toContain('•••4300');
    for (const text of [IBAN, '+31201234567', 'Keizersgracht']) expect(shown).not.toContain(text);
    const [event] = (body as { items: { id: string }[] }).items;
    const path = `/support/accounts/${acme.id}/events/${event?.id}/unmask`;
    expect((await staff.post(path, {})).status).toBe(400);
    const plain = await staff.post(path, { reason: 'Ticket 4' });
    expect(plain.status).toBe(200);
    expect(JSON.stringify(plain.body)).toContain(IBAN);
    const trail = await restOf(app, acme).get('/audit?action=data.unmasked');
    expect(trail.body).toMatchObject({
      items: [{ actorKind: 'operator', detail: 'Ticket 4', subject: { type: 'event', id: event?.id } }],
    });
    expect(
      (await staff.post(`/support/accounts/${acme.id}/events/${id}/unmask`, { reason: 'x' })).status,
    ).toBe(404);
  });
});
