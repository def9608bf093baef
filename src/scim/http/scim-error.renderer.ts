import { DomainError } from '../../common/errors.js';
import type { SurfaceErrors } from '../../common/http/error.filter.js';
import { errorHeaders } from '../../common/http/problem.js';
import { ScimError } from '../protocol/errors.js';
import { errorBody } from '../protocol/messages.js';
import { refusalOf } from '../resources/refusal.js';

export const SCIM_CONTENT_TYPE = 'application/scim+json';

const SCIM_PATH = /^\/scim\/v2(?:\/|$)/i;

/** Errors under `/SCIM/v2` as RFC 7644 §3.12 has them, with a `scimType` where the RFC knows one. */
export const scimErrors: SurfaceErrors = {
  serves: (path) => SCIM_PATH.test(path),
  owns: (error) => error instanceof ScimError,
  render: (error) => {
    const { status, scimType, detail } = refusalOf(error);
    return {
      status,
      headers: {
        'content-type': SCIM_CONTENT_TYPE,
        ...(status === 401 ? { 'www-authenticate': 'Basic realm="Declaree"' } : {}),
        ...(error instanceof DomainError ? errorHeaders(error) : {}),
      },
      body: errorBody({ status, scimType, detail }),
    };
  },
};
