import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tokenHash } from '../../src/auth/tokens.js';
import { RefreshToken } from '../../src/oauth/refresh-token.entity.js';
import { TokenIssuer } from '../../src/oauth/token-issuer.service.js';
import { equal } from '../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
import { databaseLanes } from '../support/lanes.js';
import { items, restOf } from '../rest/rest-client.js';
import {
  addCatalogueClient,
  askToken,
  authorize,
  scimWith,
  sendForm,
  withSecret,
  type TestClient,
} from './oauth.js';

const SECOND_MS = 1_000;
/** How long a transaction stays open for a request that it must hold up. */
const WAITED_MS = 200;

describe.each(databaseLanes())('refresh tokens on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let okta: TestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    okta = await addCatalogueClient(app);
  });

  afterAll(() => app.close());

  afterEach(restoreClock);

  const refresh = (token: unknown) =>
    askToken(app, { grant_type: 'refresh_token', refresh_token: String(token), ...withSecret(okta) });

  /** Only the clock: timers and connections go on as they are. */
  const passTime = (ms: number) => setClock(Date.now() + ms);

  const statusWith = async (token: unknown) =>
    (await scimWith(app, String(token)).get('/Users?count=1')).status;

  it('are exchanged for new ones, which work in turn', async () => {
    let { refresh_token: token } = await authorize(app, acme, okta);
    for (let round = 0; round < 3; round++) {
      const { status, body } = await refresh(token);
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'scim' });
      expect(body['refresh_token']).not.toBe(token);
      expect(await statusWith(body['access_token'])).toBe(200);
      token = String(body['refresh_token']);
    }
  });

  it('make one new token, whichever of 50 requests at once is first', async () => {
    const { refresh_token: token } = await authorize(app, acme, okta);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['refresh_token'])).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body['access_token'])).size).toBe(1);
    const next = await refresh(answers[0]?.body['refresh_token']);
    expect(next.status).toBe(200);
    expect(await statusWith(next.body['access_token'])).toBe(200);
  });

  it('give a lost answer again for a short time', async () => {
    const { refresh_token: token } = await authorize(app, acme, okta);
    const lost = await refresh(token);
    passTime(20 * SECOND_MS);
    const again = await refresh(token);
    expect(again.body).toMatchObject({
      access_token: lost.body['access_token'],
      refresh_token: lost.body['refresh_token'],
    });
    expect(Number(again.body['expires_in'])).toBeLessThanOrEqual(3580);
    expect((await refresh(again.body['refresh_token'])).status).toBe(200);
  });

  it('end with all tokens of their authorization if an old one comes again later, and the log says so', async () => {
    const { refresh_token: stolen, access_token: first } = await authorize(app, acme, okta);
    const untouched = await authorize(app, acme, okta);
    const { body } = await refresh(stolen);
    passTime(120 * SECOND_MS);
    expect(await refresh(stolen)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await refresh(body['refresh_token'])).status).toBe(400);
    expect(await statusWith(body['access_token'])).toBe(401);
    expect(await statusWith(first)).toBe(401);
    expect(await statusWith(untouched.access_token)).toBe(200);
    await app.get(LateWrites).flush();
    const [event] = items(await restOf(app, acme).get('/provisioning/events?operation=authenticate&limit=1'));
    expect(event).toMatchObject({
      actor: 'Okta',
      code: 'token-reused',
      outcome: 'failure',
      advice: expect.stringContaining('Authorize the app again'),
    });
  });

  it('are revoked with all tokens of their authorization (RFC 7009), by their client only', async () => {
    const { refresh_token: token, access_token: access } = await authorize(app, acme, okta);
    const rival = await addCatalogueClient(app, { name: 'Rival' });
    expect((await sendForm(app, '/oauth/revoke', { token, ...withSecret(rival) })).status).toBe(200);
    expect(await statusWith(access)).toBe(200);
    expect((await sendForm(app, '/oauth/revoke', { token, ...withSecret(okta) })).status).toBe(200);
    expect(await statusWith(access)).toBe(401);
    expect((await refresh(token)).status).toBe(400);
  });

  it('are revoked with the tokens that a refresh in progress is about to give', async () => {
    const { refresh_token: old } = await authorize(app, acme, okta);
    const newest = String((await refresh(old)).body['refresh_token']);
    let revoked: Promise<unknown> = Promise.resolve();
    const late = await app.get(UnitOfWork).write(acme.id, async (tx) => {
      const family = await tx.find(RefreshToken, {
        columns: ['connectionId', 'familyId'],
        where: equal('hash', tokenHash(newest)),
        forUpdate: true,
      });
      if (!family) return undefined;
      revoked = sendForm(app, '/oauth/revoke', { token: old, ...withSecret(okta) });
      await setTimeout(WAITED_MS);
      return app.get(TokenIssuer).issueBoth(tx, family.connectionId, family.familyId);
    });
    await revoked;
    expect(late === undefined ? 401 : await statusWith(late.access_token)).toBe(401);
    expect((await refresh(late?.refresh_token ?? newest)).status).toBe(400);
  });
});
