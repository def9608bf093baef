import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FailureDigests } from '../../../src/provisioning/notifications/failure-digests.service.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { restoreClock, setClock } from '../../support/clock.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, ScimClient } from '../../support/scim-client.js';
import { openOutbox, type Outbox } from '../../rest/auth/outbox.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { deliveries, sendDue } from './messages.js';

const MINUTE = 60_000;

describe.each(sqliteAndOneServer())('failures of an identity provider on $name', (lane) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterEach(restoreClock);

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  const fail = async (userName: string) => {
    const { status } = await acme.scim.post('/Users', { userName, active: 'perhaps' });
    expect(status).toBe(400);
    await app.get(LateWrites).flush();
  };

  const collect = async () => {
    await app.get(FailureDigests).collect(new Date());
    await sendDue(app);
    return (await outbox.mailsTo(acme.admin.userName)).length;
  };

  it('are told by nobody who does not ask for it', async () => {
    await fail('a@acme.example');
    expect(await collect()).toBe(0);
    expect(await deliveries(rest)).toEqual([]);
  });

  it('are collected, told at most once an hour, and each of them once', async () => {
    await rest.patch('/notifications/preferences', { failures: true });
    expect(await collect()).toBe(0);
    await fail('a@acme.example');
    await acme.scim.get('/Users/4711');
    expect(await collect()).toBe(1);
    await fail('b@acme.example');
    await fail('c@acme.example');
    expect(await collect()).toBe(1);
    const began = Date.now();
    setClock(began + 59 * MINUTE);
    expect(await collect()).toBe(1);
    setClock(began + 61 * MINUTE);
    expect(await collect()).toBe(2);
    setClock(began + 200 * MINUTE);
    expect(await collect()).toBe(2);
    const [first, second] = await outbox.mailsTo(acme.admin.userName);
    expect(first?.subject).toMatch(/^1 failed requests? of the identity provider/);
    expect(second?.subject).toMatch(/^2 failed requests of the identity provider/);
    expect(second?.text).toContain('- 2 ×');
    expect(second?.text).not.toContain('b@acme.example');
  });

  it('name neither people nor the login of the identity provider', async () => {
    await rest.patch('/notifications/preferences', { failures: true });
    await acme.scim.create('/Users', { userName: 'anna@acme.example', displayName: 'Anna de Vries' });
    const { id } = await acme.scim.create('/Users', { userName: 'bea@acme.example', displayName: 'Bea' });
    const renamed = [{ op: 'replace', path: 'userName', value: 'ANNA@acme.example' }];
    expect((await acme.scim.patch(`/Users/${id}`, renamed)).status).toBe(409);
    expect((await acme.scim.delete(`/Users/${acme.admin.id}`)).status).toBe(403);
    const password = 'a secret of twelve';
    await addUser(app, acme, { userName: 'clerk@acme.example', password });
    const clerk = basic(`${acme.slug}/clerk@acme.example`, password);
    expect((await new ScimClient(acme.scim.baseUrl, clerk).get('/Users')).status).toBe(403);
    await app.get(LateWrites).flush();
    expect(await collect()).toBe(1);
    const [{ text } = { text: '' }] = await outbox.mailsTo(acme.admin.userName);
    expect(text.match(/^- 1 × .*/gm)?.toSorted()).toEqual([
      '- 1 × "the credentials belong to a user who is not an administrator"',
      '- 1 × "the identity provider signs in with this user, and would lock itself out"',
      '- 1 × "the user name is taken by another active user"',
    ]);
    expect(text).not.toMatch(/anna|bea\b|clerk|okta@/i);
  });
});
