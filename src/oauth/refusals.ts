import { defineRefusal, defineUnknown } from '../common/define-refusal.js';

export const unknownClient = defineUnknown('OAuth client');

export const unknownCatalogueClient = defineRefusal('not-found', 'not-found', {
  id: 'unknown-catalogue-client',
  when: 'There is no catalogue client with this id.',
  detail: (id: string) => `There is no catalogue client with the id "${id}".`,
  example: ['4711'],
});

export const unknownSecret = defineRefusal('not-found', 'not-found', {
  id: 'unknown-secret',
  when: 'The client has no secret with this id.',
  detail: (client: string, id: string) => `The client "${client}" has no secret with the id "${id}".`,
  example: ['Example of the API documentation', '4711'],
});

export const noSecrets = defineRefusal('conflict', 'no-secrets', {
  when: 'The client does not use secrets.',
  detail: (client: string) => `The client "${client}" does not use secrets.`,
  example: ['Entra ID'],
});

export const tooManySecrets = defineRefusal('conflict', 'too-many-secrets', {
  when: 'The client already has the maximum number of secrets.',
  detail: (client: string, most: number) =>
    `The client "${client}" has ${most} secrets, which is the maximum. Revoke one that is no longer used.`,
  example: ['Entra ID', 5],
});

export const tooManyClients = defineRefusal('conflict', 'too-many-clients', {
  when: 'The account already has the maximum number of connections.',
  detail: (most: number) => `The account has ${most} connections, which is the maximum. Revoke one.`,
  example: [50],
});

export const connectionNameTaken = defineRefusal('conflict', 'connection-name-taken', {
  when: 'A connection of the account already has this name, in any letter case.',
  detail: (name: string) => `A connection named "${name}" already exists in this account.`,
  facts: { pointer: '/name' },
  example: ['Example of the API documentation'],
});

/** For the organization that new users of a connection join. */
export const noOrganizationToJoin = defineRefusal('invalid', 'unknown-organization', {
  when: 'The account does not have the organization.',
  detail: (id: string) =>
    `There is no organization with the id "${id}" in this account for new users to join.`,
  facts: { pointer: '/organizationId' },
  example: ['4711'],
});

/** For a value of a client that the check of its type alone accepts. */
export const invalidClientValue = defineRefusal('invalid', 'invalid-input', {
  id: 'invalid-client-value',
  when: 'A value is not allowed for this kind of client.',
  detail: (_pointer: string, detail: string) => detail,
  facts: (pointer) => ({ pointer }),
  example: ['/issuer', 'issuer is only for a connection of the kind "assertion".'],
});

export const expiryTooLate = defineRefusal('invalid', 'too-late', {
  when: '`expiresAt` is more than three years ahead.',
  detail: 'expiresAt must be at most three years ahead.',
  facts: { pointer: '/expiresAt' },
});

/** For an authorization request whose answer must not be sent anywhere (RFC 6749 §4.1.2.1). */
export const unknownRedirect = defineRefusal('invalid', 'unknown-redirect', {
  detail:
    'This link does not come from an app that Declaree knows, or its answer would go to an address that the app has not registered. Nothing was allowed. Start again in the app.',
});

export const invalidState = defineRefusal('invalid', 'unknown-redirect', {
  id: 'invalid-state',
  detail: 'The link has an invalid state. Start again in the app.',
});

// For the provisioning log only: the client gets the answer of RFC 6749 §5.2, which does not say more.

export const wrongClientSecret = defineRefusal('unauthenticated', 'wrong-client-secret', {
  detail: 'The client secret is wrong, expired or revoked.',
});

export const wrongClientAssertion = defineRefusal('unauthenticated', 'wrong-client-assertion', {
  when: 'The signed assertion does not match the connection.',
  detail: (reason: string) => `The assertion was refused: ${reason}.`,
  example: ['the assertion has expired'],
});

export const reusedCode = defineRefusal('invalid', 'code-reused', {
  detail: 'An authorization code was used twice. The tokens of its first use were revoked.',
});

export const reusedToken = defineRefusal('invalid', 'token-reused', {
  detail:
    'A refresh token was used again after it had been exchanged, so somebody may have copied it. All tokens of that authorization were revoked: an administrator must authorize the app again.',
});
