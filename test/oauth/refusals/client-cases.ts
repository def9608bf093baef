import { JWT_BEARER } from '../../../src/oauth/client-credentials.js';
import { basic } from '../../support/scim-client.js';
import { askToken, clientBasic, OKTA_CALLBACK, sendForm, withSecret } from '../oauth.js';
import { grant, type Case } from './world.js';

/** Clients that do not prove who they are, or ask for a grant of others. */
export const CLIENTS: Case[] = [
  { what: 'RFC 6749 §2.3: no client', error: 'invalid_client', ask: ({ app }) => askToken(app, grant) },
  {
    what: 'RFC 6749 §5.2: an unknown client',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, { ...grant, ...withSecret(client), client_id: 'dc_unknown' }),
  },
  {
    what: 'RFC 6749 §5.2: a wrong secret',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, { ...grant, ...withSecret(client), client_secret: 'dcs_wrong' }),
  },
  {
    what: 'RFC 6749 §5.2: a wrong secret in the header',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, grant, clientBasic({ ...client, secret: 'dcs_wrong' })),
  },
  {
    what: 'RFC 6749 §2.3: the secret of another client',
    error: 'invalid_client',
    ask: ({ app, client, other }) =>
      askToken(app, { ...grant, ...withSecret({ ...client, secret: other.secret }) }),
  },
  {
    what: 'RFC 6749 §2.3: no secret',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, { ...grant, client_id: client.clientId }),
  },
  {
    what: 'RFC 6749 §2.3: an empty secret',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, { ...grant, client_id: client.clientId, client_secret: '' }),
  },
  {
    what: 'RFC 6749 §2.3: two ways at once',
    error: 'invalid_request',
    ask: ({ app, client }) => askToken(app, { ...grant, ...withSecret(client) }, clientBasic(client)),
  },
  {
    what: 'RFC 6749 §2.3: a secret and an assertion',
    error: 'invalid_request',
    ask: ({ app, client }) =>
      askToken(app, {
        ...grant,
        ...withSecret(client),
        client_assertion: 'x',
        client_assertion_type: JWT_BEARER,
      }),
  },
  {
    what: 'RFC 6749 §2.3.1: another client_id than in the header',
    error: 'invalid_request',
    ask: ({ app, client, other }) =>
      askToken(app, { ...grant, client_id: other.clientId }, clientBasic(client)),
  },
  {
    what: 'RFC 7617: a header that is not Basic',
    error: 'invalid_client',
    ask: ({ app, client }) => askToken(app, grant, { authorization: `Bearer ${client.secret}` }),
  },
  {
    what: 'RFC 7617: a header that cannot be read',
    error: 'invalid_client',
    ask: ({ app }) => askToken(app, grant, { authorization: 'Basic !!!' }),
  },
  {
    what: 'RFC 7617: a header without a colon',
    error: 'invalid_client',
    ask: ({ app }) =>
      askToken(app, grant, { authorization: `Basic ${Buffer.from('client').toString('base64')}` }),
  },
  {
    what: 'RFC 6749 §2.3.1: a header with a broken percent sign',
    error: 'invalid_client',
    ask: ({ app }) => askToken(app, grant, { authorization: basic('%', 'x') }),
  },
  {
    what: "a user's own password",
    error: 'invalid_client',
    ask: ({ app, acme }) =>
      askToken(app, grant, { authorization: basic(acme.admin.userName, acme.admin.password) }),
  },
  {
    what: 'RFC 6749 §5.2: client credentials of a catalogue client',
    error: 'unauthorized_client',
    ask: ({ app, okta }) => askToken(app, { ...grant, ...withSecret(okta) }),
  },
  {
    what: 'RFC 6749 §5.2: a code for a connection',
    error: 'unauthorized_client',
    ask: ({ app, client }) =>
      askToken(app, {
        grant_type: 'authorization_code',
        code: 'x',
        redirect_uri: OKTA_CALLBACK,
        ...withSecret(client),
      }),
  },
  {
    what: 'RFC 6749 §5.2: a refresh token for a connection',
    error: 'unauthorized_client',
    ask: ({ app, client }) =>
      askToken(app, { grant_type: 'refresh_token', refresh_token: 'x', ...withSecret(client) }),
  },
  {
    what: 'RFC 7009 §2.1: a revocation without a client',
    error: 'invalid_client',
    ask: ({ app }) => sendForm(app, '/oauth/revoke', { token: 'x' }),
  },
  {
    what: 'RFC 7009 §2.1: a revocation without a token',
    error: 'invalid_request',
    ask: ({ app, client }) => sendForm(app, '/oauth/revoke', withSecret(client)),
  },
];
