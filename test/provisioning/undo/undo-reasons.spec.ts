import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { RestClient, restOf } from '../../rest/rest-client.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, resource, ScimClient, type Operation } from '../../support/scim-client.js';

const PASSWORD = 'a few random words';

/** Fifty of these are more than one column of the journal holds. */
const LONG = 'x'.repeat(500);

interface Entry {
  path: string;
  reason: string;
}

describe.each(databaseLanes())('why an undo leaves something on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let mira: string;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    mira = (await rest.create('/users', { userName: 'mira@acme.example', title: 'Clerk' })).id;
  });

  const administrator = async (name: string) => {
    const userName = `${name}@${acme.slug}.example`;
    await addUser(app, acme, { userName, role: 'admin', password: PASSWORD });
    return new RestClient(app, basic(userName, PASSWORD));
  };
  const named = (name: string) => `Changed since by ${name}@${acme.slug}.example.`;
  const patch = (...operations: Operation[]) => acme.scim.patch(`/Users/${mira}`, operations);
  const title = (value: string) => patch({ op: 'replace', path: 'title', value });
  const scimRun = async (): Promise<string> => {
    await app.get(LateWrites).flush();
    const { items } = await rest.read('/provisioning/runs?via=scim');
    const runs = items as { id: string; connection: { name: string } }[];
    return runs.find(({ connection }) => connection.name === acme.admin.userName)?.id ?? '';
  };
  const plan = async (run: string) => {
    const answer = await rest.post(`/provisioning/runs/${run}/undo`, { dryRun: true });
    return resource(answer, 200) as unknown as Record<'skip' | 'impossible', Entry[]>;
  };
  const skipped = async (run: string) =>
    Object.fromEntries((await plan(run)).skip.map(({ path, reason }) => [path, reason]));

  it('names who changed this very value, whoever changed another one later', async () => {
    const [anna, ben] = [await administrator('anna'), await administrator('ben')];
    await title('Lead');
    const run = await scimRun();
    await anna.patch(`/users/${mira}`, { title: 'Director' });
    await ben.patch(`/users/${mira}`, { department: '"title":[' });
    expect(await skipped(run)).toEqual({ title: named('anna') });
    await ben.patch(`/users/${mira}`, { title: 'Head' });
    expect(await skipped(run)).toEqual({ title: named('ben') });
  });

  it('finds it in a change that is too long for one row of the journal', async () => {
    const [anna] = [await administrator('anna'), await administrator('ben')];
    const phone = (value: string) => ({
      op: 'replace',
      path: 'phoneNumbers',
      value: [{ value, type: 'work' }],
    });
    const run = await patch(phone('+31 20 1')).then(scimRun);
    const long = Array.from({ length: 50 }, (_, index) => ({ value: `${index}@x.nl`, display: LONG }));
    const ben = new ScimClient(acme.scim.baseUrl, basic(`ben@${acme.slug}.example`, PASSWORD));
    const longChange = [{ op: 'replace', path: 'emails', value: long }, phone('+31 20 2')];
    expect((await ben.patch(`/Users/${mira}`, longChange)).status).toBe(200);
    await anna.patch(`/users/${mira}`, { title: 'Head' });
    expect(await skipped(run)).toEqual({ phoneNumbers: named('ben') });
  });

  it('never names whose change was refused', async () => {
    const anna = await administrator('anna');
    await title('Lead');
    const run = await scimRun();
    await anna.patch(`/users/${mira}`, { title: 'Director' });
    const other = new ScimClient(acme.scim.baseUrl, basic(`other@${acme.slug}.example`, PASSWORD));
    await administrator('other');
    for (const scim of [acme.scim, other]) {
      const wrong = { op: 'replace', path: 'title[x', value: 'Head' };
      expect((await scim.patch(`/Users/${mira}`, [wrong])).status).toBe(400);
    }
    await app.get(LateWrites).flush();
    expect(await skipped(run)).toEqual({ title: named('anna') });
  });

  it('says the same of a group, and of the manager', async () => {
    const [anna, ben] = [await administrator('anna'), await administrator('ben')];
    const [boss, chief] = [
      await rest.create('/users', { userName: 'boss@acme.example', externalId: 'boss' }),
      await rest.create('/users', { userName: 'chief@acme.example' }),
    ];
    const sales = await rest.create('/groups', { displayName: 'Sales' });
    await acme.scim.patch(`/Groups/${sales.id}`, [{ op: 'replace', path: 'displayName', value: 'Verkoop' }]);
    const manager = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager';
    await patch({ op: 'replace', path: manager, value: { value: boss.id } });
    const run = await scimRun();
    await anna.patch(`/groups/${sales.id}`, { displayName: 'Ventes' });
    await anna.patch(`/users/${mira}`, { managerId: chief.id });
    await ben.patch(`/groups/${sales.id}`, { externalId: 'sales' });
    await ben.patch(`/users/${mira}`, { title: 'Head' });
    expect(await skipped(run)).toEqual({ displayName: named('anna'), manager: named('anna') });
  });

  it('names who has a user name as people know them', async () => {
    const rename = (value: string) => patch({ op: 'replace', path: 'userName', value });
    await rename('mira.vos@acme.example');
    const run = await scimRun();
    const jan = await rest.create('/users', {
      userName: 'Mira@acme.example',
      givenName: 'Janneke',
      familyName: 'de Boer',
    });
    const reasons = async () => (await plan(run)).impossible.map(({ reason }) => reason);
    expect(await reasons()).toEqual(['The user name mira@acme.example is taken by Janneke de Boer.']);
    await rest.patch(`/users/${jan.id}`, { active: false });
    expect(await reasons()).toEqual([
      'The user name mira@acme.example is taken by Janneke de Boer, a deactivated user.',
    ]);
    await rest.patch(`/users/${jan.id}`, { givenName: null, familyName: null });
    expect(await reasons()).toEqual(['The user name mira@acme.example is taken by a deactivated user.']);
  });
});
