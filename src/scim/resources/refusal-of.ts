import { DomainError } from '../../common/errors.js';
import { boundedDetail, statusOf } from '../../platform/http/problem.js';
import { ScimError, type ScimType } from '../protocol/errors.js';

/** An error in SCIM's terms (RFC 7644 §3.12). */
export interface Refusal {
  status: number;
  scimType?: ScimType | undefined;
  detail: string;
  /** The stable code of this refusal, for the provisioning log. */
  code: string;
}

/** Whether an error is a refusal with a text for the client, rather than a defect. */
export function isRefusal(error: unknown): error is ScimError | DomainError {
  return error instanceof ScimError || error instanceof DomainError;
}

/** The refusal that a SCIM client gets for an error. Does not reveal the text of a defect. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof ScimError) {
    const { status, scimType, code, detail } = error;
    return { status, scimType, code, detail: boundedDetail(detail) };
  }
  if (error instanceof DomainError) {
    const { kind, message, code } = error;
    return { status: statusOf(kind), detail: boundedDetail(message), scimType: scimTypeOf(error), code };
  }
  return {
    status: 500,
    detail: 'Something went wrong on our side. Try again; if it keeps failing, tell Declaree support.',
    code: 'internal',
  };
}

function scimTypeOf({ kind, code }: DomainError): ScimType | undefined {
  // RFC 7644 §3.12 has no keyword for the one conflict that is not about uniqueness.
  if (kind === 'conflict') return code === 'last-admin' ? undefined : 'uniqueness';
  if (kind !== 'invalid') return undefined;
  if (code === 'too-costly') return 'tooMany';
  return code === 'invalid-json' ? 'invalidSyntax' : 'invalidValue';
}
