import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../support/accounts.js';
import { bootApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import {
  addCatalogueClient,
  addClient,
  askToken,
  authorize,
  scimWith,
  withSecret,
  type OauthAnswer,
} from './oauth.js';
import { ASSERTIONS } from './refusals/assertion-cases.js';
import { CLIENTS } from './refusals/client-cases.js';
import { CODES } from './refusals/code-cases.js';
import { REQUESTS } from './refusals/request-cases.js';
import { grant, ISSUER, newKeys, type Form, type World } from './refusals/world.js';

/** How many cases may count as wrong credentials of one client from one address. */
const WRONG_AT_MOST = 9;

const GROUPS = { requests: REQUESTS, clients: CLIENTS, assertions: ASSERTIONS, codes: CODES };

describe.each(sqliteAndOneServer())('the token service on $name refuses', (lane) => {
  let world: World;
  let wrong = 0;

  /** A world of its own for every few cases, because wrong credentials are limited. */
  const freshWorld = async (): Promise<World> => {
    const { app } = world;
    const acme = await addAccount(app);
    return {
      ...world,
      acme,
      client: await addClient(app, acme),
      other: await addClient(app, acme),
      signer: await addClient(app, acme, {
        kind: 'assertion',
        issuer: ISSUER,
        subject: 'service 1',
        audience: 'declaree',
        jwks: world.keys.jwks,
      }),
    };
  };

  beforeAll(async () => {
    const app = await bootApp(lane);
    world = { app, keys: await newKeys() } as World;
    world = {
      ...(await freshWorld()),
      okta: await addCatalogueClient(app),
      rival: await addCatalogueClient(app, { name: 'Rival' }),
      bare: await addCatalogueClient(app, { name: 'Bare', public: true }),
    };
  });

  afterAll(() => world.app.close());

  it('in at least sixty ways', () => {
    expect(Object.values(GROUPS).flat().length).toBeGreaterThanOrEqual(60);
  });

  describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
    it.each(cases)('$what', async ({ error, status, ask }) => {
      if (error === 'invalid_client' && (wrong += 1) > WRONG_AT_MOST) {
        world = await freshWorld();
        wrong = 1;
      }
      const answer = await ask(world);
      const expected = error === 'invalid_client' ? 401 : 400;
      expect(answer).toMatchObject({
        status: status ?? expected,
        body: { error, error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/) },
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      const challenge = error === 'invalid_client' ? 'Basic realm="Declaree"' : null;
      expect(answer.headers.get('www-authenticate')).toBe(challenge);
      expect(JSON.stringify(answer.body)).not.toMatch(/d(?:cs|ac|at|rt)_[\w-]{20}/);
    });
  });

  it('an unknown client as a wrong secret, to the byte, and with equal work', async () => {
    const { app, client } = world;
    const ask = (more: Form) => askToken(app, { ...grant, ...withSecret(client), ...more });
    app.statements.clear();
    const wrongSecret = await ask({ client_secret: 'dcs_wrong' });
    const statements = [...app.statements.statements];
    app.statements.clear();
    const unknownClient = await ask({ client_id: 'dc_unknown' });
    expect(app.statements.statements).toEqual(statements);
    expect(unknownClient.body).toEqual(wrongSecret.body);
    const named = ({ headers }: OauthAnswer) => [...headers.keys()].toSorted();
    expect(named(unknownClient)).toEqual(named(wrongSecret));
  });

  it('the eleventh wrong secret of a minute, and other clients of that address not', async () => {
    const { app, acme } = world;
    const victim = await addClient(app, acme);
    const guess = () => askToken(app, { ...grant, ...withSecret(victim), client_secret: 'dcs_wrong' });
    for (let number = 1; number <= 10; number++) expect((await guess()).status).toBe(401);
    const limited = await guess();
    expect(limited).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await askToken(app, { ...grant, ...withSecret(victim) })).status).toBe(429);
    const neighbour = await addClient(app, acme);
    expect((await askToken(app, { ...grant, ...withSecret(neighbour) })).status).toBe(200);
  });

  it('access tokens and refresh tokens where the other kind, or a secret, belongs', async () => {
    const { app, acme, okta } = world;
    const tokens = await authorize(app, acme, okta);
    for (const token of [tokens.refresh_token, tokens.code, okta.secret, okta.clientId]) {
      expect((await scimWith(app, token).get('/Users?count=1')).status).toBe(401);
    }
    expect((await scimWith(app, tokens.access_token).get('/Users?count=1')).status).toBe(200);
    // RFC 6750 §2.3: never in the URL.
    const inUrl = await fetch(`${app.url}/SCIM/v2/Users?access_token=${tokens.access_token}`);
    expect(inUrl.status).toBe(401);
  });
});
