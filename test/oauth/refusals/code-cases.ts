import { expect } from 'vitest';
import {
  askToken,
  authorizationQuery,
  authorize,
  decide,
  newPkce,
  OKTA_CALLBACK,
  withSecret,
} from '../oauth.js';
import type { Case, Form, World } from './world.js';

/** A fresh code, and what belongs to it. */
async function freshCode({ app, acme, okta }: World, more: Record<string, string> = {}) {
  const { verifier, challenge } = newPkce();
  const query = authorizationQuery(okta, {
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });
  const code = (await decide(app, acme, query)).searchParams.get('code') ?? '';
  return {
    grant_type: 'authorization_code',
    code,
    redirect_uri: OKTA_CALLBACK,
    code_verifier: verifier,
    ...withSecret(okta),
  };
}

const exchange = async (world: World, more: Form) =>
  askToken(world.app, { ...(await freshCode(world)), ...more });

const refresh = async (world: World, more: Form) => {
  const { refresh_token } = await authorize(world.app, world.acme, world.okta);
  return askToken(world.app, {
    grant_type: 'refresh_token',
    refresh_token,
    ...withSecret(world.okta),
    ...more,
  });
};

/** Codes and refresh tokens that RFC 6749 §4.1.3 and §6, and RFC 7636 §4.6, refuse. */
export const CODES: Case[] = [
  {
    what: 'RFC 6749 §4.1.3: no code',
    error: 'invalid_request',
    ask: (world) => exchange(world, { code: undefined }),
  },
  {
    what: 'RFC 6749 §4.1.3: an unknown code',
    error: 'invalid_grant',
    ask: (world) => exchange(world, { code: 'dac_unknown' }),
  },
  {
    what: 'RFC 6749 §4.1.3: no redirect_uri',
    error: 'invalid_request',
    ask: (world) => exchange(world, { redirect_uri: undefined }),
  },
  {
    what: 'RFC 6749 §4.1.3: another redirect_uri',
    error: 'invalid_grant',
    ask: (world) => exchange(world, { redirect_uri: `${OKTA_CALLBACK}/` }),
  },
  {
    what: 'RFC 6749 §4.1.3: the code of another client',
    error: 'invalid_grant',
    ask: (world) => exchange(world, withSecret(world.rival)),
  },
  {
    what: 'RFC 7636 §4.6: no verifier',
    error: 'invalid_grant',
    ask: (world) => exchange(world, { code_verifier: undefined }),
  },
  {
    what: 'RFC 7636 §4.6: another verifier',
    error: 'invalid_grant',
    ask: (world) => exchange(world, { code_verifier: newPkce().verifier }),
  },
  {
    what: 'RFC 7636 §4.1: a verifier that is too short',
    error: 'invalid_grant',
    ask: (world) => exchange(world, { code_verifier: 'short' }),
  },
  {
    what: 'RFC 9700 §4.8.2: a verifier without a challenge',
    error: 'invalid_grant',
    ask: async (world) => {
      const { code_verifier: verifier } = await freshCode(world);
      const code =
        (await decide(world.app, world.acme, authorizationQuery(world.okta))).searchParams.get('code') ?? '';
      return askToken(world.app, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: OKTA_CALLBACK,
        code_verifier: verifier,
        ...withSecret(world.okta),
      });
    },
  },
  {
    what: 'RFC 6749 §4.1.2: a code that was used',
    error: 'invalid_grant',
    ask: async (world) => {
      const form = await freshCode(world);
      expect((await askToken(world.app, form)).status).toBe(200);
      return askToken(world.app, form);
    },
  },
  {
    what: 'RFC 6749 §4.1.3: a code without a secret',
    error: 'invalid_client',
    ask: (world) => exchange(world, { client_secret: undefined }),
  },
  {
    what: 'RFC 6749 §6: no refresh token',
    error: 'invalid_request',
    ask: (world) => refresh(world, { refresh_token: undefined }),
  },
  {
    what: 'RFC 6749 §6: an unknown refresh token',
    error: 'invalid_grant',
    ask: (world) => refresh(world, { refresh_token: 'drt_unknown' }),
  },
  {
    what: 'RFC 6749 §6: the refresh token of another client',
    error: 'invalid_grant',
    ask: (world) => refresh(world, withSecret(world.rival)),
  },
  {
    what: 'RFC 6749 §6: more than the scope',
    error: 'invalid_scope',
    ask: (world) => refresh(world, { scope: 'scim admin' }),
  },
  {
    what: 'RFC 6749 §1.5: an access token as a refresh token',
    error: 'invalid_grant',
    ask: async (world) => {
      const { access_token } = await authorize(world.app, world.acme, world.okta);
      return refresh(world, { refresh_token: access_token });
    },
  },
];
