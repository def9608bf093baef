import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { problem, restOf } from '../rest/rest-client.js';
import { addClient, askToken } from './oauth.js';

const jwkOf = ({ publicKey }: ReturnType<typeof generateKeyPairSync>) => publicKey.export({ format: 'jwk' });

describe.each(sqliteAndOneServer())('the key set of a connection on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let usable: Awaited<ReturnType<typeof newKey>>;

  const newKey = async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    return { jwk: { ...(await exportJWK(publicKey)), kid: 'k1' }, privateKey };
  };

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    usable = await newKey();
  });

  afterAll(() => app.close());

  const create = (...keys: object[]) =>
    restOf(app, acme).post('/oauth-clients', { name: 'x', kind: 'assertion', jwks: { keys } });

  it.each([
    ['nothing in it', {}, 'Key 2 of jwks is neither an RSA nor an EC key'],
    ['a type like a member of objects', { kty: 'constructor' }, 'is neither an RSA nor an EC key'],
    ['no modulus', { kty: 'RSA' }, 'Key 2 of jwks is incomplete or wrong'],
    ['a tiny modulus', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, 'Key 2 of jwks'],
    ['1024 bits', jwkOf(generateKeyPairSync('rsa', { modulusLength: 1_024 })), 'jwks has 1024 bits'],
    ['another curve', jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-384' })), 'another curve than P-256'],
    ['Ed25519', jwkOf(generateKeyPairSync('ed25519')), 'Key 2 of jwks is neither an RSA nor an EC key'],
    ['a point off its curve', { kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ' }, 'incomplete or wrong'],
    ['another algorithm', { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RS512' }, 'other than RS256 and PS256'],
    ['operations that are no list', { kty: 'EC', crv: 'P-256', key_ops: 'verify' }, 'incomplete or wrong'],
  ])('is refused with the reason if it has a key with %s', async (_, key, why) => {
    const answer = await create(usable.jwk, key);
    expect(answer).toMatchObject(problem(400, 'invalid-input'));
    expect(answer.body).toMatchObject({ detail: expect.stringContaining(why) });
  });

  it('may have keys for encryption, but not those alone', async () => {
    const encryption = { ...usable.jwk, kid: 'k2', use: 'enc', alg: 'RSA-OAEP' };
    const wrapping = { ...encryption, use: undefined, key_ops: ['wrapKey'] };
    const refused = await create(encryption, wrapping);
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('no key for signatures') });
    const jwks = { keys: [encryption, wrapping, usable.jwk] };
    const { clientId } = await addClient(app, acme, { kind: 'assertion', jwks });
    const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: app.url, jti: 'once' })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('5m')
      .sign(usable.privateKey);
    const answer = await askToken(app, {
      grant_type: 'client_credentials',
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
    });
    expect(answer.status).toBe(200);
  });
});
