import { wrongPassword } from '../../auth/refusals.js';
import { conflict, DomainError, forbidden, notFound, stale, unavailable } from '../../common/errors.js';
import type { Refusal } from './refusals.js';

type Reasons = Refusal['reasons'];

const unknown = (detail: string): Reasons => ({
  unknown: { summary: 'An unknown id', error: notFound(detail) },
});

const STALE: Reasons = {
  stale: {
    summary: 'Changed by somebody else',
    error: stale(
      'The resource has changed since the version in If-Match. Read it again and repeat the change.',
    ),
  },
};

const taken = (detail: string, code: string, pointer: string): Reasons => ({
  taken: { summary: 'A name that is taken', error: conflict(detail, { code, pointer }) },
});

const LAST_ADMIN: Reasons = {
  lastAdmin: {
    summary: 'The last administrator',
    error: conflict(
      'This is the last active administrator of the account. Give another user the role admin first.',
      { code: 'last-admin' },
    ),
  },
};

const LAST_OPERATOR: Reasons = {
  lastOperator: {
    summary: 'The last operator',
    error: conflict('This is the last operator who can log in.', { code: 'last-operator' }),
  },
};

const throttled = (detail: string): Reasons => ({
  throttled: {
    summary: 'Too many attempts',
    error: new DomainError('throttled', `${detail} Wait 42 s before the next try.`, {
      code: 'too-many-attempts',
      retryAfterSeconds: 42,
    }),
  },
});

const HOLDER = '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f';

const UNKNOWN_ORGANIZATION = unknown('There is no organization with the id "4711" in this account.');
const UNKNOWN_USER = unknown('There is no user with the id "4711" in this account.');
const UNKNOWN_GROUP = unknown('There is no group with the id "4711" in this account.');
const UNKNOWN_ACCOUNT = unknown('There is no account with the id "4711".');

const ORGANIZATION_TAKEN = taken(
  'An organization named "Acme NL" already exists in this account.',
  'organization-name-taken',
  '/name',
);
const USER_TAKEN = taken(
  `A user with the userName "mira.vos@acme.example" already exists in this account: it has the id "${HOLDER}" and is active.`,
  'user-name-taken',
  '/userName',
);
const GROUP_TAKEN = taken(
  `A group named "Approvers" already exists in this account: it has the id "${HOLDER}".`,
  'group-name-taken',
  '/displayName',
);

const UNKNOWN_CLIENT = unknown('There is no OAuth client with the id "4711" in this account.');
const UNKNOWN_CATALOGUE_CLIENT = unknown('There is no catalogue client with the id "4711".');
const TOO_MANY_SECRETS: Reasons = {
  tooMany: {
    summary: 'The maximum number of secrets',
    error: conflict(
      'The connection "Entra ID" has 5 secrets, which is the maximum. Revoke one that is no longer used.',
      { code: 'too-many-secrets' },
    ),
  },
};

const UNKNOWN_OPERATOR = unknown('There is no operator with the id "4711".');
/**
 * Examples for refusals of single operations of REST, by operation and status. Their descriptions are in the
 * controllers.
 */
export const REST_REFUSALS: Readonly<Record<string, Reasons>> = {
  'Health_ready 503': {
    away: { summary: 'The database is unavailable', error: unavailable('The database does not answer.') },
  },
  'Auth_login 401': { wrongPassword: { summary: 'A wrong user name or password', error: wrongPassword() } },
  'Auth_login 429': throttled('Too many wrong passwords for this user name from this address.'),
  'PasswordReset_request 429': throttled(
    'Too many password resets requested for this user name from this address.',
  ),
  'ChangePassword_change 403': {
    wrongPassword: {
      summary: 'A wrong current password',
      error: forbidden('The current password is wrong.', {
        code: 'wrong-current-password',
        pointer: '/currentPassword',
      }),
    },
  },
  'Sessions_revoke 404': unknown('You have no session with the id "4711".'),
  'ApiKeys_create 409': {
    tooMany: {
      summary: 'The maximum number of keys',
      error: conflict('You have 50 API keys, and may have no more. Revoke one that is not needed.', {
        code: 'too-many-keys',
      }),
    },
  },
  'ApiKeys_revoke 404': unknown('You have no API key with the id "4711".'),
  'OauthClients_create 409': {
    tooMany: {
      summary: 'The maximum number of connections',
      error: conflict('The account has 50 connections, which is the maximum. Revoke one.', {
        code: 'too-many-clients',
      }),
    },
  },
  'OauthClients_get 404': UNKNOWN_CLIENT,
  'OauthClients_revoke 404': UNKNOWN_CLIENT,
  'OauthClients_addSecret 404': UNKNOWN_CLIENT,
  'OauthClients_addSecret 409': TOO_MANY_SECRETS,
  'OauthClients_revokeSecret 404': UNKNOWN_CLIENT,
  'CatalogueClients_revoke 404': UNKNOWN_CATALOGUE_CLIENT,
  'CatalogueClients_addSecret 404': UNKNOWN_CATALOGUE_CLIENT,
  'CatalogueClients_addSecret 409': TOO_MANY_SECRETS,
  'CatalogueClients_revokeSecret 404': UNKNOWN_CATALOGUE_CLIENT,
  'Organizations_create 409': ORGANIZATION_TAKEN,
  'Organizations_get 404': UNKNOWN_ORGANIZATION,
  'Organizations_update 404': UNKNOWN_ORGANIZATION,
  'Organizations_update 409': ORGANIZATION_TAKEN,
  'Organizations_update 412': STALE,
  'Organizations_delete 404': UNKNOWN_ORGANIZATION,
  'Organizations_delete 409': {
    children: {
      summary: 'Organizations below it',
      error: conflict('"Acme Group" has 2 organizations below it. Move or delete them first.', {
        code: 'organization-has-children',
      }),
    },
  },
  'Organizations_delete 412': STALE,
  'Users_create 409': USER_TAKEN,
  'Users_get 404': UNKNOWN_USER,
  'Users_update 404': UNKNOWN_USER,
  'Users_update 409': { ...USER_TAKEN, ...LAST_ADMIN },
  'Users_update 412': STALE,
  'Users_delete 404': UNKNOWN_USER,
  'Users_delete 409': LAST_ADMIN,
  'Users_delete 412': STALE,
  'Groups_create 409': GROUP_TAKEN,
  'Groups_get 404': UNKNOWN_GROUP,
  'Groups_update 404': UNKNOWN_GROUP,
  'Groups_update 409': GROUP_TAKEN,
  'Groups_update 412': STALE,
  'Groups_delete 404': UNKNOWN_GROUP,
  'Groups_delete 412': STALE,
  'Members_add 404': UNKNOWN_GROUP,
  'Members_remove 404': UNKNOWN_GROUP,
  'SupportAccounts_create 409': taken('The slug "acme" belongs to another account.', 'slug-taken', '/slug'),
  'SupportAccounts_get 404': UNKNOWN_ACCOUNT,
  'Modules_switchScim 404': UNKNOWN_ACCOUNT,
  'SupportAudit_page 404': UNKNOWN_ACCOUNT,
  'SupportEvents_page 404': UNKNOWN_ACCOUNT,
  'SupportDoctor_examine 404': UNKNOWN_ACCOUNT,
  'Erasure_erase 404': unknown('There is no user with the id "4711" in this account, and never was.'),
  'Erasure_erase 409': LAST_ADMIN,
  'AccountRemoval_remove 404': UNKNOWN_ACCOUNT,
  'Operators_create 409': taken(
    'An operator with the user name "support@declaree.example" already exists.',
    'user-name-taken',
    '/userName',
  ),
  'Operators_change 404': UNKNOWN_OPERATOR,
  'Operators_change 409': LAST_OPERATOR,
  'Operators_remove 404': UNKNOWN_OPERATOR,
  'Operators_remove 409': LAST_OPERATOR,
  'Unmasking_event 404': unknown('The provisioning log has no event with the id "4711".'),
  'Unmasking_entry 404': unknown('The audit trail has no entry with the id "4711".'),
};
