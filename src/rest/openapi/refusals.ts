import { unknownKey, wrongPassword } from '../../auth/refusals.js';
import { DomainError, forbidden, invalid, unavailable } from '../../common/errors.js';
import { tooManyRequests } from '../../platform/limits/too-many-requests.js';

/** The refusals with one status: a description, and errors by the names of their examples. */
export interface Refusal {
  status: number;
  description: string;
  reasons: Record<string, { summary: string; error: DomainError }>;
}

/** The default answer of every operation, for all other statuses. */
export const ANY_OTHER: Omit<Refusal, 'status'> = {
  description:
    'Any other refusal: 400, 408 or 431 for a request that is not valid HTTP, 405 for an unsupported method, 500 and 503 for server errors.',
  reasons: {
    unavailable: {
      summary: 'The database is unavailable',
      error: unavailable('The database does not answer at the moment. Try again shortly.'),
    },
  },
};

export const NO_CREDENTIAL: Refusal = {
  status: 401,
  description: 'The credential is missing or wrong.',
  reasons: {
    wrongPassword: { summary: 'A wrong user name or password', error: wrongPassword() },
    unknownKey: { summary: 'A revoked key', error: unknownKey() },
  },
};

export const TOO_MANY: Refusal = {
  status: 429,
  description:
    'Ten wrong passwords within a minute for this user name from this address, or too many requests from the account. `retry-after` is the number of seconds to wait.',
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
  summary: 'A user who is not an administrator',
  error: forbidden(
    'The user mira.vos@acme.example is not an administrator. Give it the role admin in Declaree, or use the credentials of an administrator.',
    { code: 'not-an-admin' },
  ),
};

export const NOT_FOR_SCIM: Refusal = {
  status: 403,
  description: 'The user is not an active administrator, or the SCIM module is off for the account.',
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

export const NOT_FOR_TOKENS: Refusal = {
  status: 403,
  description: 'The credential is an OAuth access token, which is for SCIM only.',
  reasons: {
    insufficientScope: {
      summary: 'An access token',
      error: forbidden(
        'An OAuth access token can be used for SCIM only. Use an API key, or a user name and password.',
        { code: 'insufficient-scope', insufficientScope: true },
      ),
    },
  },
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
  summary: 'A body that is not JSON',
  error: invalid('The body is not valid JSON (UTF-8).', { code: 'invalid-json' }),
};

export const NO_JSON_BODY: Refusal = {
  status: 400,
  description: 'The body is not JSON.',
  reasons: { noJson: NO_JSON },
};

export const INVALID_BODY: Refusal = {
  status: 400,
  description: 'The body is not JSON, or a field is wrong, missing or unknown. `errors` lists each one.',
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
  description: 'A query parameter is wrong or unknown. `errors` lists each one.',
  reasons: {
    tooMany: {
      summary: 'A limit that is too large',
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
  description: 'The body is not of type JSON, or it is compressed.',
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
