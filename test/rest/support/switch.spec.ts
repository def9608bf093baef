import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { items, SupportClient } from './support-client.js';

describe.each(sqliteAndOneServer())('the SCIM switch on $name', (lane) => {
  let app: TestApp;
  let support: SupportClient;
  let account: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    support = new SupportClient(app, await addOperator(app));
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    account = await addAccount(app, { scim: false });
  });

  /** The actions on the account itself. */
  const actions = async () =>
    items(await support.get(`/${account.id}/audit`))
      .map(({ action }) => String(action))
      .filter((action) => /^(?:account|scim)\./.test(action));

  it('takes effect on the next request, off and on again, and keeps the data', async () => {
    expect((await account.scim.get('/Users')).status).toBe(403);
    await support.switchScim(account.id, { enabled: true, reason: 'Ticket 1' });
    const { id } = await account.scim.create('/Users', { userName: 'mira@acme.example' });
    await support.switchScim(account.id, { enabled: false, reason: 'Ticket 2' });
    const refused = await account.scim.get(`/Users/${id}`);
    expect(refused.status).toBe(403);
    expect(refused.body['detail']).toContain('SCIM module is not enabled');
    await support.switchScim(account.id, { enabled: true, reason: 'Ticket 3' });
    expect(await account.scim.read(`/Users/${id}`)).toMatchObject({ userName: 'mira@acme.example' });
  });

  it('answers with the account, and who switched it, when and why', async () => {
    const before = new Date().toISOString();
    const { status, body } = await support.switchScim(account.id, { enabled: true, reason: '  Ticket 1 ' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: account.id,
      modules: { scim: true },
      scim: { changedBy: expect.stringContaining('@declaree.example') as string, reason: 'Ticket 1' },
    });
    const { changedAt } = body['scim'] as { changedAt: string };
    expect(changedAt >= before && changedAt <= new Date().toISOString()).toBe(true);
    expect((await support.get(`/${account.id}`)).body).toEqual(body);
  });

  it('records every change in the audit trail, newest first', async () => {
    await support.switchScim(account.id, { enabled: true, reason: 'Ticket 1' });
    await support.switchScim(account.id, { enabled: false, reason: 'Ticket 2' });
    const trail = await support.get(`/${account.id}/audit?limit=2`);
    const newest = items(trail);
    expect(newest).toMatchObject([
      { action: 'scim.disabled', detail: 'Ticket 2', actor: expect.stringContaining('@') as string },
      { action: 'scim.enabled', detail: 'Ticket 1' },
    ]);
    expect(trail.body['nextCursor']).toBe(newest[1]?.id);
    const rest = await support.get(`/${account.id}/audit?cursor=${String(newest[1]?.id)}`);
    expect(items(rest).at(-1)).toMatchObject({ action: 'account.created', actor: 'test' });
    expect(items(rest)).toHaveLength(3);
    expect(rest.body['nextCursor']).toBeNull();
    const filtered = await support.get(`/${account.id}/audit?action=scim.enabled`);
    expect(items(filtered)).toMatchObject([{ action: 'scim.enabled', detail: 'Ticket 1' }]);
  });

  it('changes nothing when it is repeated', async () => {
    await support.switchScim(account.id, { enabled: false, reason: 'Off as it is' });
    expect(await actions()).toEqual(['account.created']);
    const first = await support.switchScim(account.id, { enabled: true, reason: 'Ticket 1' });
    const second = await support.switchScim(account.id, { enabled: true, reason: 'Ticket 2' });
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await actions()).toEqual(['scim.enabled', 'account.created']);
  });

  it('switches once if several operators switch at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        support.switchScim(account.id, { enabled: true, reason: `Ticket ${number}` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await actions()).toEqual(['scim.enabled', 'account.created']);
  });

  it.each([
    ['no reason', { enabled: true }, '/reason'],
    ['a blank reason', { enabled: true, reason: ' \n' }, '/reason'],
    ['a reason of 501 characters', { enabled: true, reason: 'x'.repeat(501) }, '/reason'],
    ['a string for a boolean', { enabled: 'true', reason: 'Ticket' }, '/enabled'],
    ['an unknown field', { enabled: true, reason: 'Ticket', force: true }, '/force'],
  ])('is refused with %s', async (_, body, pointer) => {
    const answer = await support.switchScim(account.id, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
    expect(await actions()).toEqual(['account.created']);
  });

  it('answers 404 for an unknown account', async () => {
    const id = '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60';
    const answer = await support.switchScim(id, { enabled: true, reason: 'Ticket' });
    expect(answer.status).toBe(404);
  });
});
