import { DomainError } from '../../common/errors.js';
import type { SurfaceErrors } from '../../common/http/error.filter.js';
import { errorHeaders, statusOf } from '../../common/http/problem.js';
import { ScimError, type ScimType } from '../protocol/errors.js';
import { errorBody } from '../protocol/messages.js';

export const SCIM_CONTENT_TYPE = 'application/scim+json';

const SCIM_PATH = /^\/scim\/v2(?:\/|$)/i;

/** Errors under `/SCIM/v2` as RFC 7644 §3.12 has them, with a `scimType` where the RFC knows one. */
export const scimErrors: SurfaceErrors = {
  serves: (path) => SCIM_PATH.test(path),
  owns: (error) => error instanceof ScimError,
  render: (error) => {
    const { status, scimType, detail } = factsOf(error);
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

function factsOf(error: unknown): { status: number; detail: string; scimType?: ScimType | undefined } {
  if (error instanceof ScimError) return error;
  if (error instanceof DomainError) {
    return { status: statusOf(error.kind), detail: error.message, scimType: scimTypeOf(error) };
  }
  return {
    status: 500,
    detail: 'Something went wrong on our side. Try again, and tell Declaree support if it stays.',
  };
}

function scimTypeOf({ kind, code }: DomainError): ScimType | undefined {
  if (kind === 'conflict') return 'uniqueness';
  if (kind !== 'invalid') return undefined;
  return code === 'invalid-json' ? 'invalidSyntax' : 'invalidValue';
}
