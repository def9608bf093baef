import { unknownKey, wrongPassword } from '../../auth/refusals.js';
import { DomainError, forbidden, invalid, unavailable } from '../../common/errors.js';
import { tooManyRequests } from '../../platform/limits/too-many-requests.js';

/** What is refused with one status, and why: the errors behind it by the names of their examples. */
export interface Refusal {
  status: number;
  description: string;
  reasons: Record<string, { summary: string; error: DomainError }>;
}

/** What any operation may be refused with, whatever its status. */
export const ANY_OTHER: Omit<Refusal, 'status'> = {
  description:
    'Any other refusal: 400, 408 or 431 for a request that cannot be read as HTTP, 405 for another method, 500 and 503 for what is no fault of the request.',
  reasons: {
    unavailable: {
      summary: 'Too busy for the moment',
      error: unavailable('The database does not answer at the moment. Try again shortly.'),
    },
  },
};

export const NO_CREDENTIAL: Refusal = {
  status: 401,
  description: 'There is no credential, or it is wrong.',
  reasons: {
    wrongPassword: { summary: 'A wrong user name or password', error: wrongPassword() },
    unknownKey: { summary: 'A key that was revoked', error: unknownKey() },
  },
};

export const TOO_MANY: Refusal = {
  status: 429,
  description:
    'Ten wrong passwords within a minute for this user name from this address, or more requests of the account than it may send; `retry-after` says how many seconds to wait.',
  reasons: {
    throttled: {
      summary: 'Too many wrong passwords',
      error: new DomainError(
        'throttled',
        'Too many wrong passwords for this user name from this address. Wait 42 s before the next try.',
        { code: 'too-many-attempts', retryAfterSeconds: 42 },
      ),
    },
    tooManyRequests: {
      summary: 'Too many requests',
      error: tooManyRequests('Your account sends too many requests.', 42_000),
    },
  },
};

const NOT_AN_ADMIN = {
  summary: 'A user who is no administrator',
  error: forbidden(
    'The user mira.vos@acme.example is not an administrator. Give it the role admin in Declaree, or use the credentials of an administrator.',
    { code: 'not-an-admin' },
  ),
};

export const NOT_FOR_SCIM: Refusal = {
  status: 403,
  description: 'The user is no active administrator, or the SCIM module is not on for the account.',
  reasons: {
    moduleOff: {
      summary: 'The SCIM module is off',
      error: forbidden(
        'The SCIM module is not enabled for this account. Contact Declaree support to have it switched on.',
        { code: 'scim-module-off' },
      ),
    },
    notAnAdmin: NOT_AN_ADMIN,
  },
};

export const NOT_AN_ADMINISTRATOR: Refusal = {
  status: 403,
  description: "Only for the account's administrators.",
  reasons: { notAnAdmin: NOT_AN_ADMIN },
};

export const NOT_AN_OPERATOR: Refusal = {
  status: 403,
  description: "Only for Declaree's support staff.",
  reasons: {
    notAnOperator: {
      summary: 'A user of an account',
      error: forbidden("Only Declaree's support staff may do this.", { code: 'not-an-operator' }),
    },
  },
};

const NO_JSON = {
  summary: 'A body that is no JSON',
  error: invalid('The body is not valid JSON (UTF-8).', { code: 'invalid-json' }),
};

export const NO_JSON_BODY: Refusal = {
  status: 400,
  description: 'The body is no JSON.',
  reasons: { noJson: NO_JSON },
};

export const INVALID_BODY: Refusal = {
  status: 400,
  description: 'The body is no JSON, or a field is wrong, missing or unknown; `errors` names each.',
  reasons: {
    unknownField: {
      summary: 'A field that does not exist',
      error: invalid('Property nmae should not exist.', {
        code: 'invalid-input',
        faults: [{ pointer: '/nmae', detail: 'Property nmae should not exist.' }],
      }),
    },
    noJson: NO_JSON,
  },
};

export const INVALID_QUERY: Refusal = {
  status: 400,
  description: 'A parameter of the query is wrong or unknown; `errors` names each.',
  reasons: {
    tooMany: {
      summary: 'More than a page can hold',
      error: invalid('limit must not be greater than 100.', {
        code: 'invalid-input',
        faults: [{ pointer: '/limit', detail: 'limit must not be greater than 100.' }],
      }),
    },
  },
};

export const TOO_LARGE: Refusal = {
  status: 413,
  description: 'The body is larger than 10,485,760 bytes.',
  reasons: {
    tooLarge: {
      summary: 'Too large',
      error: new DomainError(
        'too-large',
        'The body is larger than 10485760 bytes. Send it in several requests.',
      ),
    },
  },
};

export const NOT_JSON_TYPE: Refusal = {
  status: 415,
  description: 'The body is of a type other than JSON, or compressed.',
  reasons: {
    form: {
      summary: 'A form',
      error: new DomainError(
        'unsupported-media-type',
        'A body of type "application/x-www-form-urlencoded" is not supported. Send JSON, with the header Content-Type: application/json (or application/scim+json on SCIM).',
      ),
    },
  },
};
