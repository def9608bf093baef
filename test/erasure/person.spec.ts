import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { Retention } from '../../src/retention/retention.service.js';
import { switchExpenses } from '../expenses/expense-account.js';
import { bootWithCommands, json, type RunCommand } from '../cli/in-process.js';
import { restOf, RestClient, type Stored } from '../rest/rest-client.js';
import { addAccount, addUser, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { dumpTables, whereFound } from '../support/table-dump.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';
const DAY = 86_400_000;

describe.each(databaseLanes())('erasing a person on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let acme: TestAccount;
  let rest: RestClient;
  let directory: string;
  let marks: string[];

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    directory = await mkdtemp(join(tmpdir(), 'declaree-erasure-'));
  });

  afterAll(async () => {
    await app.close();
    await rm(directory, { recursive: true });
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    await switchExpenses(app, acme.id, true);
    marks = [];
  });

  /** A unique text. */
  const mark = (name: string) => {
    const text = `${name}${randomBytes(6).toString('hex')}`;
    marks.push(text);
    return text;
  };

  /** A user with a unique text in every attribute, changed in every way, and mentioned by others. */
  const addMarked = async (): Promise<string> => {
    const userName = `${mark('user')}@acme.example`;
    const email = `${mark('mail')}@acme.example`;
    const [externalId, displayName] = [mark('external'), mark('Display')];
    const { id } = await acme.scim.create('/Users', {
      userName,
      externalId,
      displayName,
      nickName: mark('Nick'),
      name: {
        formatted: mark('Formatted'),
        givenName: mark('Anne-Marie'),
        familyName: mark('Family'),
        middleName: mark('Middle'),
      },
      title: mark('Title'),
      profileUrl: `https://${mark('profile')}.example/`,
      emails: [{ value: email, type: 'work', display: mark('MailName') }],
      phoneNumbers: [{ value: mark('+31'), type: 'mobile' }],
      addresses: [{ streetAddress: mark('Street'), locality: mark('Town'), type: 'home' }],
      [ENTERPRISE]: { employeeNumber: mark('number'), costCenter: mark('centre') },
      [EXPENSE]: { iban: mark('NL00') },
    });
    const earlier = mark('Earlier');
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: earlier }]);
    const report = await acme.scim.create('/Users', {
      userName: `report-${id}@x.example`,
      [ENTERPRISE]: { manager: { value: id } },
    });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: displayName }]);
    await acme.scim.create('/Users', {
      userName: `other-${id}@x.example`,
      [ENTERPRISE]: { manager: { value: externalId } },
    });
    await acme.scim.create('/Groups', {
      displayName: `Of ${id}`,
      members: [{ value: id }, { value: report.id }],
    });
    // Refused, because the name is taken; the refusal repeats it, and its event keeps the other names too.
    await acme.scim.post('/Users', { userName, externalId, displayName, emails: [{ value: email }] });
    await acme.scim.post('/Users', { externalId, displayName: displayName.toUpperCase() });
    await rest.patch(`/users/${id}`, {
      title: mark('Other'),
      iban: mark('NL01'),
      email: `${mark('new')}@acme.example`,
      password: 'a secret of twelve',
      role: 'admin',
    });
    const own = new RestClient(app, basic(userName, 'a secret of twelve'));
    await own.create('/groups', { displayName: `By ${id}` });
    await own.post('/auth/login', { username: userName, password: 'wrong' });
    await own.post('/auth/login', { username: userName, password: 'a secret of twelve' });
    await own.post('/auth/password-reset', { username: userName });
    const expense = await own.create('/expense-reports', {
      title: `Dinner of ${displayName}`,
      currency: 'EUR',
      total: 1_000,
    });
    await own.post(`/expense-reports/${expense.id}/submit`, {});
    await rest.post(`/expense-reports/${expense.id}/reject`, { note: `Ask ${displayName.toUpperCase()}.` });
    const other = await rest.create('/expense-reports', {
      title: `With ${email}`,
      currency: 'EUR',
      total: 1,
    });
    await rest.patch(`/expense-reports/${other.id}`, { title: `Without ${email}` });
    await own.create('/deputies', {
      deputyId: acme.admin.id,
      from: '2026-01-01T00:00:00Z',
      until: '2100-01-01T00:00:00Z',
    });
    const file = join(directory, `${id}.csv`);
    await writeFile(file, `userName,department\n${userName},${mark('Department')}\n`);
    json(await declaree(['users', 'import', acme.slug, file, '--apply', '--json']));
    return id;
  };

  const trail = async (query = '') => (await rest.read(`/audit?limit=100${query}`))['items'] as Stored[];

  it('leaves none of their texts, but keeps a record that something happened', async () => {
    const id = await addMarked();
    expect((await whereFound(app, marks)).length).toBeGreaterThan(marks.length);
    const answer = await rest.post(`/users/${id}/erase`, { reason: 'The person asked for it' });
    expect(answer.status).toBe(204);
    expect(await whereFound(app, marks)).toEqual([]);
    const reports = (await rest.read('/expense-reports?scope=all'))['items'] as Stored[];
    expect(reports).toMatchObject([
      { title: 'Without (erased)', total: 1 },
      {
        title: 'Dinner of (erased)',
        ownerName: '(erased)',
        costCenter: null,
        department: null,
        total: 1_000,
        steps: [{ outcome: 'rejected', note: 'Ask (erased).' }],
      },
    ]);
    expect((await rest.read('/deputies'))['total']).toBe(0);
    const events = (await rest.read(`/provisioning/events?resource=${id}&limit=100`))['items'] as Stored[];
    expect(events.map(({ operation }) => operation)).toEqual(['patch', 'patch', 'create']);
    const entries = await trail(`&user=${id}`);
    expect(entries[0]).toMatchObject({
      action: 'user.erased',
      actor: acme.admin.userName,
      detail: 'The person asked for it',
      subject: { type: 'user', id, name: null },
    });
    const actions = new Set(entries.map(({ action }) => action));
    expect([...actions]).toEqual(expect.arrayContaining(['user.deleted', 'user.changed', 'group.created']));
    expect((await acme.scim.get(`/Users/${id}`)).status).toBe(404);
    expect((await rest.post(`/users/${id}/erase`, {})).status).toBe(204);
    expect((await trail('&action=user.erased')).length).toBe(1);
  });

  it('does not change other users', async () => {
    const { id: other } = await acme.scim.create('/Users', {
      userName: 'stays@acme.example',
      displayName: 'Stays',
    });
    const id = await addMarked();
    await app.get(LateWrites).flush();
    const rows = async () =>
      (await dumpTables(app)).filter(({ row }) => row['id'] === other || row['resourceId'] === other);
    const before = await rows();
    await rest.post(`/users/${id}/erase`, {});
    expect(await rows()).toEqual(before);
  });

  it('is also a command, and works for a user who is already deleted', async () => {
    const id = await addMarked();
    await acme.scim.delete(`/Users/${id}`);
    expect((await whereFound(app, marks)).length).toBeGreaterThan(0);
    const erased = json(
      await declaree(['user', 'erase', acme.slug, id, '--reason', 'Ticket 1', '--yes', '--json']),
    );
    expect(erased).toMatchObject({ account: { slug: acme.slug }, user: { id } });
    expect(await whereFound(app, marks)).toEqual([]);
    expect((await trail('&action=user.erased'))[0]).toMatchObject({ via: 'cli', detail: 'Ticket 1' });
    expect(await declaree(['user', 'erase', acme.slug, 'nobody'])).toMatchObject({ exitCode: 1 });
  });

  it('happens automatically after the number of days in the settings', async () => {
    const id = await addMarked();
    await acme.scim.delete(`/Users/${id}`);
    await app.get(Retention).prune(new Date(Date.now() + 29 * DAY));
    expect((await whereFound(app, marks)).length).toBeGreaterThan(0);
    await app.get(Retention).prune(new Date(Date.now() + 31 * DAY));
    expect(await whereFound(app, marks)).toEqual([]);
    expect((await trail('&action=user.erased'))[0]).toMatchObject({ actorKind: 'system', subject: { id } });
  });

  it('is refused for oneself, the last administrator, unknown users, and to employees', async () => {
    const erase = (id: string, client = rest) => client.post(`/users/${id}/erase`, {});
    expect(await erase(acme.admin.id)).toMatchObject({ status: 403, body: { code: 'own-user' } });
    expect((await erase('01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60')).status).toBe(404);
    const id = await addUser(app, acme, { userName: 'employee@acme.example', password: 'employee' });
    const employee = new RestClient(app, basic(`${acme.slug}/employee@acme.example`, 'employee'));
    expect((await erase(id, employee)).status).toBe(403);
    const stranger = await addAccount(app);
    expect((await erase(id, restOf(app, stranger))).status).toBe(404);
    const last = await declaree(['user', 'erase', stranger.slug, stranger.admin.userName]);
    expect(last).toMatchObject({ exitCode: 1 });
    expect(last.stderr).toContain('last active administrator');
  });
});
