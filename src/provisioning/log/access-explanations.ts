import { always, sentence, type Explain } from './explanation.js';

const SESSION_TOKEN: Explain = ({ connection }) => ({
  reason: 'a session token cannot be used for SCIM',
  advice: `Enter the user name and password of an administrator, or an API key, ${connection}.`,
});

const NOT_AN_IDENTITY_PROVIDER: Explain = ({ connection }) => ({
  reason: "the login belongs to Declaree's support staff",
  advice: `Enter the credentials of an administrator of your own account ${connection}.`,
});

/** Refusals of a client because of who it is: by its credentials, its user, or the account's settings. */
export const ACCESS_EXPLANATIONS = {
  unauthenticated: ({ connection, test }) => ({
    reason: 'the credentials were not accepted',
    advice: `Enter the credentials again ${connection}, and ${test}.`,
  }),
  'wrong-password': ({ connection, test }) => ({
    reason: 'the user name or password is wrong',
    advice: `Check them by logging in to Declaree. Then enter them again ${connection}, and ${test}.`,
  }),
  'unknown-token': ({ connection, test }) => ({
    reason: 'the access token is unknown, expired or revoked',
    advice: `No action is needed: identity providers request a new one themselves. If it happens again, check the connection in Declaree under Connections, compare it with the values ${connection}, and ${test}.`,
  }),
  'wrong-client-secret': ({ connection, test }) => ({
    reason: 'the client secret is wrong, expired or revoked',
    advice: `Create a new secret in Declaree under Connections, enter it ${connection}, and ${test}.`,
  }),
  'wrong-client-assertion': ({ connection, test }) => ({
    reason: 'the signed assertion does not match the connection',
    advice: `The detail says why. Compare issuer, subject, audience and JWKS URL of the connection in Declaree with those shown ${connection}, and ${test}.`,
  }),
  'code-reused': ({ connection }) => ({
    reason: 'the authorization code had been used before, so the tokens issued for it were revoked',
    advice: `Authorize the app again ${connection}. If it happens again, somebody may be reading what the app sends: tell Declaree support.`,
  }),
  'token-reused': ({ connection }) => ({
    reason: 'the refresh token had been exchanged before, so all tokens of the app were revoked',
    advice: `Authorize the app again ${connection}. If it happens again, somebody may have a copy of its tokens: tell Declaree support.`,
  }),
  'unknown-key': ({ connection, test }) => ({
    reason: 'the API key is unknown, expired or revoked',
    advice: `Create a new API key in Declaree, enter it ${connection}, and ${test}.`,
  }),
  'no-credential': ({ credentials, connection, test }) => ({
    reason: 'the request had no credentials',
    advice: `${sentence(credentials)}, ${connection}, and ${test}.`,
  }),
  'repeated-credential': ({ connection }) => ({
    reason: 'the credentials name the scheme twice, such as Bearer Bearer',
    advice: `Enter only the API key ${connection}: identity providers add Bearer themselves.`,
  }),
  'session-on-scim': SESSION_TOKEN,
  'session-ended': SESSION_TOKEN,
  operator: NOT_AN_IDENTITY_PROVIDER,
  'too-many-attempts': ({ connection, test }) => ({
    reason: 'there were too many wrong passwords',
    advice: `Correct the password ${connection} first. Then wait a minute, and ${test}.`,
  }),
  'foreign-request': always(
    'another site made a browser send it with the password that the browser remembers',
    'Nothing was changed. Somebody who logged in to this address in a browser has visited that site: close the browser to make it forget the password, and use an API key for programs that run in a browser.',
  ),
  inactive: ({ connection }, { actor }) => ({
    reason: 'the credentials belong to a deactivated user',
    advice: `Reactivate ${actor} in Declaree, or enter the credentials of another administrator ${connection}.`,
  }),
  'not-an-admin': ({ connection }, { actor }) => ({
    reason: 'the credentials belong to a user who is not an administrator',
    advice: `Give ${actor} the role admin in Declaree, or enter the credentials of an administrator ${connection}.`,
  }),
  'scim-module-off': ({ retry }) => ({
    reason: 'the SCIM module is off for this account',
    advice: `Contact Declaree support to have the SCIM module switched on. ${retry}`,
  }),
  'scim-paused': ({ retry }) => ({
    reason: 'an administrator of your company has paused provisioning',
    advice: `Press Resume in Declaree, under Provisioning settings, once provisioning may continue. ${retry}`,
  }),
} satisfies Record<string, Explain>;
