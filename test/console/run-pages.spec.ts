import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { insertRun } from '../../src/provisioning/journal/insert-run.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, addOperatorLogin, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { UNRECORDED } from '../support/authors.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, OKTA, resource, ScimClient } from '../support/scim-client.js';

const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';

describe.each(databaseLanes())('the pages of runs on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let okta: ScimClient;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    const { userName, password } = acme.admin;
    okta = new ScimClient(acme.scim.baseUrl, basic(userName, password), OKTA);
    client = await openConsole(app, acme.admin);
  });

  const addPerson = async (name: string, more: Record<string, unknown> = {}) =>
    resource(await okta.post('/Users', { userName: `${name}@acme.example`, externalId: name, ...more }), 201)
      .id;
  const openRuns = async (of: ConsoleClient = client, path = '/runs') => {
    await app.get(LateWrites).flush();
    return of.get(path);
  };
  /** The address of the newest run. */
  const newest = async (of: ConsoleClient = client, path = '/runs') =>
    /href="([^"]*\/runs\/[\da-f-]{36})"/.exec((await openRuns(of, path)).html)?.[1] ?? '';

  it('list the runs, a page at a time', async () => {
    await app.get(UnitOfWork).write(acme.id, async (tx) => {
      for (let number = 0; number < 30; number++)
        await insertRun(tx, { id: newId(), author: { ...UNRECORDED, via: 'rest' }, client: null });
    });
    const first = await openRuns();
    expect(first.text).toContain('REST API');
    expect(first.html.match(/href="\/runs\/[\da-f-]{36}"/g)).toHaveLength(25);
    const next = /href="(\/runs\?cursor=[^"]+)"/.exec(first.html)?.[1] ?? '';
    const second = await client.get(next);
    expect(second.text).toContain('Newest runs');
    expect(second.html.match(/href="\/runs\/[\da-f-]{36}"/g)?.length).toBeGreaterThanOrEqual(5);
    expect((await client.get('/runs?cursor=odd')).status).toBe(400);
  });

  it('show who did what, with the names of all whom it concerns', async () => {
    const jan = await addPerson('jan', { displayName: 'Jan Peeters' });
    const mira = await addPerson('mira', { displayName: 'Mira Vos' });
    const group = resource(
      await okta.post('/Groups', { displayName: 'Sales', members: [{ value: jan }, { value: mira }] }),
      201,
    );
    await okta.patch(`/Users/${mira}`, [
      { op: 'replace', path: 'title', value: 'Lead' },
      {
        op: 'replace',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
        value: { value: jan },
      },
      { op: 'replace', path: `${EXPENSE}:organization`, value: 'Acme BE' },
    ]);
    await okta.patch(`/Users/${jan}`, [{ op: 'replace', path: 'active', value: false }]);
    await okta.patch(`/Groups/${group.id}`, [{ op: 'remove', path: `members[value eq "${jan}"]` }]);
    await okta.post('/Users', { userName: 'mira@acme.example' });

    const page = await client.get(await newest());
    expect(page.text).toMatch(
      new RegExp(`2 created 1 changed 1 deactivated 1 group created .*Who Okta ${acme.admin.userName}`),
    );
    expect(page.text).toContain('Jan Peeters Deactivated');
    expect(page.text).toContain('members to Jan Peeters; Mira Vos');
    expect(page.text).toContain('members from Jan Peeters');
    expect(page.text).toContain('manager to Jan Peeters');
    expect(page.text).toContain('organization from Acme Group to Acme BE');
    expect(page.text).toContain('title to Lead');
    expect(page.html).toContain(`href="/people/${jan}"`);
    expect(page.html).toContain(`href="/groups/${group.id}"`);
    expect(page.text).toMatch(/A user Refused the user name is taken by another active user/);
  });

  it('show the changes of a long run in pages, with the same number of statements each', async () => {
    for (let number = 0; number < 53; number++) await addPerson(`p${number}`);
    const address = await newest();
    app.statements.clear();
    const first = await client.get(address);
    const many = app.statements.statements.length;
    expect(first.text).toContain('p49@acme.example');
    expect(first.text).not.toContain('p50@acme.example');
    const next = new RegExp(`href="(${address}\\?cursor=[^"]+)"`).exec(first.html)?.[1] ?? '';
    app.statements.clear();
    const last = await client.get(next);
    expect(app.statements.statements.length).toBe(many);
    expect(last.text).toContain('p52@acme.example');
    expect(last.text).toContain('First changes');
    expect(last.text).not.toContain('Later changes');
  });

  it('give the changes as files, in the console and over REST', async () => {
    const mira = await addPerson('mira');
    await okta.patch(`/Users/${mira}`, [{ op: 'replace', path: 'title', value: '=HYPERLINK("x")' }]);
    const address = await newest();
    const { userName, password } = acme.admin;
    const headers = { authorization: basic(userName, password) };
    const answer = await fetch(`${app.url}/api/v1/provisioning${address}/changes.csv`, { headers });
    const overRest = { headers: answer.headers, html: await answer.text() };
    for (const file of [await client.get(`${address}/changes.csv`), overRest]) {
      expect(file.headers.get('content-type')).toContain('text/csv');
      expect(file.headers.get('content-disposition')).toContain('attachment');
      const lines = file.html.split('\r\n');
      expect(lines[0]).toBe('time,kind,resourceType,resourceId,name,attribute,old,new,eventId');
      expect(lines[1]).toContain(`,created,User,${mira},mira@acme.example,,,,`);
      expect(lines[2]).toContain(`,changed,User,${mira},mira@acme.example,title,,"'=HYPERLINK(""x"")",`);
    }
    const lines = (await client.get(`${address}/changes.jsonl`)).html.trimEnd().split('\n');
    const listed = await restOf(app, acme).read(`/provisioning${address}/changes`);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(listed['items']);
  });

  it('have every change of a long run in a file', async () => {
    const people = Array.from({ length: 20 }, (_, number) => `p${number}`);
    const ids: string[] = [];
    for (const name of people) ids.push(await addPerson(name));
    for (let round = 0; round < 26; round++) {
      const Operations = ids.map((id) => ({
        method: 'PATCH',
        path: `/Users/${id}`,
        data: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', path: 'title', value: `Title ${round}` }],
        },
      }));
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
      expect((await okta.post('/Bulk', { schemas, Operations })).status).toBe(200);
    }
    const address = await newest();
    const lines = (await client.get(`${address}/changes.jsonl`)).html.trimEnd().split('\n');
    expect(lines).toHaveLength(20 + 20 * 26);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('are not shown to others', async () => {
    await addPerson('mira');
    const address = await newest();
    const stranger = await openConsole(app, (await addAccount(app)).admin);
    for (const path of ['', '/changes.csv', '/changes.jsonl']) {
      expect((await stranger.get(address + path)).status).toBe(404);
    }
  });

  it('show support the names and what changed, but no personal values, and no files', async () => {
    const iban = 'NL91ABNA0417164300';
    const mira = await addPerson('mira');
    await okta.patch(`/Users/${mira}`, [{ op: 'replace', path: `${EXPENSE}:iban`, value: iban }]);
    expect((await client.get(await newest())).text).toContain(iban);
    const support = await openConsole(app, await addOperatorLogin(app));
    const address = await newest(support, `/accounts/${acme.id}/runs`);
    expect(address).toContain(`/accounts/${acme.id}/runs/`);
    const { text, html } = await support.get(address);
    expect(text).toContain('mira@acme.example');
    expect(text).toContain('iban to •••4300');
    expect(text).not.toContain(iban);
    expect(html).not.toMatch(/changes\.csv|href="\/people/);
    const other = await addAccount(app);
    expect((await support.get(address.replace(acme.id, other.id))).status).toBe(404);
  });
});
