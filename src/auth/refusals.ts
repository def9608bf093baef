import { defineRefusal, type ShownRefusal } from '../common/define-refusal.js';
import type { ConcernedCaller, DomainError } from '../common/errors.js';
import { provisionerName, type Principal, type Provisioner } from './principal.js';

const INVALID_TOKEN = { invalidToken: true } as const;

/** The same for an unknown name, a wrong password and, if required, a deactivated user. */
export const wrongPassword = defineRefusal('unauthenticated', 'wrong-password', {
  detail: 'The user name or password is wrong.',
});

/** How the OpenAPI document shows `wrongPassword` for a login. */
export const wrongLogin: ShownRefusal = {
  ...wrongPassword.shownWith(),
  when: 'The user name or password is wrong, or the user is deactivated.',
};

export const unknownKey = defineRefusal('unauthenticated', 'unknown-key', {
  detail: 'The API key is unknown, expired or revoked.',
  facts: INVALID_TOKEN,
});

export const endedSession = defineRefusal('unauthenticated', 'session-ended', {
  when: 'The session has ended.',
  detail: 'The session has ended. Log in again.',
  facts: INVALID_TOKEN,
});

export const noCredential = defineRefusal('unauthenticated', 'no-credential', {
  when: 'The request has no credential.',
  detail: 'Send a user name and password as HTTP Basic in UTF-8, or "Authorization: Bearer" with an API key.',
});

export const sessionOnScim = defineRefusal('unauthenticated', 'session-on-scim', {
  when: 'A session token was sent.',
  detail:
    'A session token cannot be used for SCIM. Use HTTP Basic, or an API key as "Authorization: Bearer".',
  facts: INVALID_TOKEN,
});

/** For a header such as `Bearer Bearer KEY`; `alone` is what to enter. */
export const repeatedScheme = defineRefusal('unauthenticated', 'repeated-credential', {
  when: 'The credential repeats the scheme, which the client adds by itself.',
  detail: (repeated: string, alone: string) =>
    `The value of the Authorization header contains ${repeated}: the client adds it by itself. Enter ${alone}.`,
  example: ['"Bearer" twice', 'the API key alone, without "Bearer"'],
});

export const onlyForUsers = defineRefusal('forbidden', 'operator', {
  when: "The credential belongs to Declaree's support staff.",
  detail: 'Operators cannot access account data. Use the credentials of a user of the account.',
});

export const notAnOperator = defineRefusal('forbidden', 'not-an-operator', {
  detail: "Only Declaree's support staff may do this.",
});

export const inactive = defineRefusal('forbidden', 'inactive', {
  when: 'The user is deactivated.',
  detail: (userName: string) =>
    `The user ${userName} is deactivated. Activate it in Declaree, or use the credentials of another administrator.`,
  example: ['left@acme.example'],
});

export const notAnAdmin = defineRefusal('forbidden', 'not-an-admin', {
  when: "Only for the account's administrators.",
  detail: (userName: string) =>
    `The user ${userName} is not an administrator. Give it the role admin in Declaree, or use the credentials of an administrator.`,
  example: ['mira.vos@acme.example'],
});

export const wrongCurrentPassword = defineRefusal('forbidden', 'wrong-current-password', {
  detail: 'The current password is wrong.',
  facts: { pointer: '/currentPassword' },
});

export const unusableResetToken = defineRefusal('invalid', 'reset-token-invalid', {
  detail: 'This link is invalid, expired or already used. Request a new one.',
  facts: { pointer: '/token' },
});

export const unknownSession = defineRefusal('not-found', 'not-found', {
  id: 'unknown-session',
  when: 'You do not have this session.',
  detail: (id: string) => `You have no session with the id "${id}".`,
  example: ['4711'],
});

export const unknownOwnKey = defineRefusal('not-found', 'not-found', {
  id: 'unknown-key',
  when: 'You do not have this key.',
  detail: (id: string) => `You have no API key with the id "${id}".`,
  example: ['4711'],
});

export const keyCredential = defineRefusal('forbidden', 'key-credential', {
  detail: 'An API key cannot create credentials. Log in with your user name and password to create one.',
});

export const tooManyKeys = defineRefusal('conflict', 'too-many-keys', {
  when: 'You already have the maximum number of keys.',
  detail: (most: number) =>
    `You have ${most} API keys, which is the maximum. Revoke one that is no longer needed.`,
  example: [20],
});

export const expiryInThePast = defineRefusal('invalid', 'not-in-the-future', {
  when: '`expiresAt` is not in the future.',
  detail: 'expiresAt must be in the future, such as 2030-12-31T23:59:59Z.',
  facts: { pointer: '/expiresAt' },
});

const tooManyAttempts = (when: string, reason: string) =>
  defineRefusal('throttled', 'too-many-attempts', {
    when,
    detail: (seconds: number) => `${reason} Try again in ${seconds} s.`,
    facts: (retryAfterSeconds) => ({ retryAfterSeconds }),
    example: [42],
  });

/** Refusals beyond the limits of attempts. */
export const TOO_MANY = {
  wrongPasswords: tooManyAttempts(
    'Ten wrong passwords within a minute for this user name from this address.',
    'Too many wrong passwords for this user name from this address.',
  ),
  wrongPasswordsOfAll: tooManyAttempts(
    'A hundred wrong passwords within an hour for this user name.',
    'Too many wrong passwords for this user name.',
  ),
  loginsOfNetwork: tooManyAttempts(
    'A hundred different logins have failed within a minute from this network.',
    'Too many failed logins with different user names from this network.',
  ),
  resets: tooManyAttempts(
    'Ten requests within an hour for this user name from this address.',
    'Too many password resets requested for this user name from this address.',
  ),
  resetsOfAddress: tooManyAttempts(
    'A hundred requests within an hour from this address.',
    'Too many password resets requested from this address.',
  ),
};

export const unknownAccessToken = defineRefusal('unauthenticated', 'unknown-token', {
  when: 'The access token is unknown, expired or revoked.',
  detail: 'The access token is unknown, expired or revoked. Request a new one.',
  facts: INVALID_TOKEN,
});

/** For an access token on another API than SCIM (RFC 6750 §3.1). */
export const onlyForScim = defineRefusal('forbidden', 'insufficient-scope', {
  when: 'The credential is an OAuth access token, which is for SCIM only.',
  detail: 'An OAuth access token can be used for SCIM only. Use an API key, or a user name and password.',
  facts: { insufficientScope: true },
});

/** Adds the possible owners, whose logs record the error. */
export function concerning(
  principals: readonly (Principal | Provisioner)[],
  refusal: DomainError,
): DomainError {
  const callers = principals.flatMap((principal) =>
    principal.kind === 'operator' ? [] : [concernedCaller(principal)],
  );
  const [operator] = principals.flatMap((principal) =>
    principal.kind === 'operator' ? [{ id: principal.operatorId, name: principal.userName }] : [],
  );
  return refusal.with({ callers, ...(operator ? { operator } : {}) });
}

/** The owner of a refused credential. */
export function concernedCaller(owner: Provisioner): ConcernedCaller {
  const { accountId, accountSlug } = owner;
  const of = { accountId, accountSlug, actor: provisionerName(owner) };
  return owner.kind === 'user'
    ? { ...of, userId: owner.userId, isAdmin: owner.role === 'admin', keyId: owner.apiKeyId ?? null }
    : { ...of, userId: null, isAdmin: true, keyId: owner.connectionId };
}
