import { answerOf, askToken, withSecret } from '../oauth.js';
import { grant, type Case, type World } from './world.js';

const post = async ({ app }: World, init: RequestInit, path = '/oauth/token') =>
  answerOf(await fetch(app.url + path, { method: 'POST', ...init }));

/** Requests that RFC 6749 §3.2 and §5.2 refuse. */
export const REQUESTS: Case[] = [
  {
    what: 'RFC 6749 §5.2: no grant_type',
    error: 'invalid_request',
    ask: ({ app, client }) => askToken(app, withSecret(client)),
  },
  {
    what: 'RFC 6749 §5.2: an empty grant_type',
    error: 'invalid_request',
    ask: ({ app, client }) => askToken(app, { grant_type: '', ...withSecret(client) }),
  },
  {
    what: 'RFC 6749 §3.2: a repeated parameter',
    error: 'invalid_request',
    ask: ({ app, client }) =>
      askToken(app, { grant_type: ['client_credentials', 'client_credentials'], ...withSecret(client) }),
  },
  {
    what: 'RFC 6749 §3.2: a repeated client_id',
    error: 'invalid_request',
    ask: ({ app, client }) =>
      askToken(app, { ...grant, ...withSecret(client), client_id: [client.clientId, client.clientId] }),
  },
  {
    what: 'RFC 6749 §3.2: a repeated scope',
    error: 'invalid_request',
    ask: ({ app, client }) => askToken(app, { ...grant, ...withSecret(client), scope: ['scim', 'scim'] }),
  },
  {
    what: 'RFC 6749 §4.3: the password grant',
    error: 'unsupported_grant_type',
    ask: ({ app, client, acme }) =>
      askToken(app, {
        grant_type: 'password',
        username: acme.admin.userName,
        password: acme.admin.password,
        ...withSecret(client),
      }),
  },
  {
    what: 'RFC 7523 §2.1: an assertion as a grant',
    error: 'unsupported_grant_type',
    ask: ({ app, client }) =>
      askToken(app, {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: 'x',
        ...withSecret(client),
      }),
  },
  {
    what: 'RFC 6749 §3.3: an unknown scope',
    error: 'invalid_scope',
    ask: ({ app, client }) => askToken(app, { ...grant, scope: 'admin', ...withSecret(client) }),
  },
  {
    what: 'RFC 6749 §3.3: more than the scope',
    error: 'invalid_scope',
    ask: ({ app, client }) => askToken(app, { ...grant, scope: 'scim admin', ...withSecret(client) }),
  },
  {
    what: 'RFC 6749 §3.2: a JSON body',
    error: 'invalid_request',
    ask: (world) =>
      post(world, {
        body: JSON.stringify({ ...grant, ...withSecret(world.client) }),
        headers: { 'content-type': 'application/json' },
      }),
  },
  {
    what: 'RFC 6749 §3.2: a body without a type',
    error: 'invalid_request',
    ask: (world) => post(world, { body: new Uint8Array([1]), headers: {} }),
  },
  { what: 'RFC 6749 §3.2: no body', error: 'invalid_request', ask: (world) => post(world, {}) },
  {
    what: 'RFC 6749 §3.2: a form that is not UTF-8',
    error: 'invalid_request',
    ask: (world) =>
      post(world, {
        body: new Uint8Array([0xff]),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
  },
  {
    what: 'a form that is too large',
    error: 'invalid_request',
    status: 413,
    ask: ({ app }) => askToken(app, { ...grant, padding: 'x'.repeat(40_000) }),
  },
  {
    what: 'RFC 6749 §3.2: GET',
    error: 'invalid_request',
    status: 405,
    ask: async ({ app }) => answerOf(await fetch(`${app.url}/oauth/token?grant_type=client_credentials`)),
  },
  {
    what: 'RFC 6749 §2.3.1: credentials in the URL',
    error: 'invalid_request',
    ask: (world) =>
      post(
        world,
        { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        `/oauth/token?${new URLSearchParams({ ...grant, ...withSecret(world.client) }).toString()}`,
      ),
  },
];
