import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { expect } from 'vitest';
import { JWT_BEARER } from '../../../src/oauth/client-credentials.js';
import { askToken, sendForm } from '../oauth.js';
import { ISSUER, type Case, type Form, type World } from './world.js';

let serial = 0;

/** The claims of an assertion that is accepted. */
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  sub: 'service 1',
  aud: 'declaree',
  exp: Math.floor(Date.now() / 1_000) + 300,
  jti: `jti ${(serial += 1)}`,
  ...more,
});

const seconds = (from: number) => Math.floor(Date.now() / 1_000) + from;

const signed = ({ keys }: World, payload: JWTPayload, { alg = 'RS256', kid = 'rs', key = keys.rs } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(key);

const assert = async (world: World, assertion: string | Promise<string>, more: Form = {}) =>
  askToken(world.app, {
    grant_type: 'client_credentials',
    client_id: world.signer.clientId,
    client_assertion_type: JWT_BEARER,
    client_assertion: await assertion,
    ...more,
  });

const without = (name: string) => {
  const { [name]: _, ...others } = claims();
  return others;
};

/** Assertions that RFC 7523 §3 refuses. */
export const ASSERTIONS: Case[] = [
  {
    what: 'RFC 7523 §3: another issuer',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ iss: 'https://other.example' }))),
  },
  {
    what: 'RFC 7523 §3: no issuer',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, without('iss'))),
  },
  {
    what: 'RFC 7523 §3: another subject',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ sub: 'service 2' }))),
  },
  {
    what: 'RFC 7523 §3: no subject',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, without('sub'))),
  },
  {
    what: 'RFC 7523 §3: another audience',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ aud: 'another service' }))),
  },
  {
    what: 'RFC 7523 §3: no audience',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, without('aud'))),
  },
  {
    what: 'RFC 7523 §3: expired',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ exp: seconds(-120) }))),
  },
  {
    what: 'RFC 7523 §3: no expiry',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, without('exp'))),
  },
  {
    what: 'an expiry more than ten minutes ahead',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ exp: seconds(11 * 60) }))),
  },
  {
    what: 'RFC 7523 §3: not valid yet',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ nbf: seconds(120) }))),
  },
  { what: 'no jti', error: 'invalid_client', ask: (world) => assert(world, signed(world, without('jti'))) },
  {
    what: 'RFC 7515: a key of somebody else',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims(), { key: world.keys.stranger })),
  },
  {
    what: 'RFC 7515: an unknown key id',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims(), { kid: 'unknown' })),
  },
  {
    what: 'RFC 7518 §3.6: the algorithm none',
    error: 'invalid_client',
    ask: (world) => assert(world, new UnsecuredJWT(claims()).encode()),
  },
  {
    what: 'RFC 8725 §2.1: a public key as a shared secret',
    error: 'invalid_client',
    ask: (world) =>
      assert(
        world,
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', kid: 'rs' })
          .sign(Buffer.from(JSON.stringify(world.keys.jwks.keys[0]))),
      ),
  },
  {
    what: 'RFC 7518: the algorithm RS512',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims(), { alg: 'RS512', key: world.keys.rs512 })),
  },
  {
    what: 'RFC 8725 §2.1: the algorithm of another key',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims(), { kid: 'es' })),
  },
  {
    what: 'RFC 7515: a changed payload',
    error: 'invalid_client',
    ask: async (world) => {
      const [head, , signature] = (await signed(world, claims())).split('.');
      const payload = Buffer.from(JSON.stringify(claims({ sub: 'service 1', more: 1 }))).toString(
        'base64url',
      );
      return assert(world, `${head}.${payload}.${signature}`);
    },
  },
  {
    what: 'RFC 7515: no signature',
    error: 'invalid_client',
    ask: async (world) =>
      assert(world, `${(await signed(world, claims())).split('.').slice(0, 2).join('.')}.`),
  },
  { what: 'RFC 7519: no JWT', error: 'invalid_client', ask: (world) => assert(world, 'not a token') },
  {
    what: 'a JWT of a hundred thousand characters',
    error: 'invalid_request',
    status: 413,
    ask: (world) => assert(world, 'x'.repeat(100_000)),
  },
  {
    what: 'a JWT of twenty thousand characters',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims({ more: 'x'.repeat(15_000) }))),
  },
  {
    what: 'RFC 7523 §2.2: another type of assertion',
    error: 'invalid_request',
    ask: (world) =>
      assert(world, signed(world, claims()), {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
      }),
  },
  {
    what: 'RFC 7523 §2.2: no type of the assertion',
    error: 'invalid_request',
    ask: (world) => assert(world, signed(world, claims()), { client_assertion_type: undefined }),
  },
  {
    what: 'RFC 7523 §2.2: no assertion of the type',
    error: 'invalid_request',
    ask: (world) => assert(world, '', { client_assertion: undefined }),
  },
  {
    what: 'RFC 7521 §4.2: no client_id, and an unknown issuer',
    error: 'invalid_client',
    ask: (world) =>
      assert(world, signed(world, claims({ iss: 'https://other.example' })), { client_id: undefined }),
  },
  {
    what: 'no client_id, and no JWT',
    error: 'invalid_client',
    ask: (world) => assert(world, 'not a token', { client_id: undefined }),
  },
  {
    what: 'RFC 7521 §4.2: the assertion of another client',
    error: 'invalid_client',
    ask: (world) => assert(world, signed(world, claims()), { client_id: world.client.clientId }),
  },
  {
    what: 'RFC 7523 §3: a jti that was used',
    error: 'invalid_client',
    ask: async (world) => {
      const assertion = await signed(world, claims());
      expect((await assert(world, assertion)).status).toBe(200);
      return assert(world, assertion);
    },
  },
  {
    what: 'RFC 7523 §3: a jti that was used in a revocation',
    error: 'invalid_client',
    ask: async (world) => {
      const assertion = await signed(world, claims());
      const used = {
        client_id: world.signer.clientId,
        client_assertion_type: JWT_BEARER,
        client_assertion: assertion,
      };
      expect((await sendForm(world.app, '/oauth/revoke', { token: 'x', ...used })).status).toBe(200);
      return assert(world, assertion);
    },
  },
];
