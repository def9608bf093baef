import { ScimError, type ScimType } from './errors.js';
import { type ScimObject, memberNamed } from './value.js';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:';

export const LIST_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const SEARCH_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
export const PATCH_OP_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const BULK_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const BULK_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
export const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error';

/**
 * Refuses a body that names a different RFC 7644 message, since it was probably sent to the wrong path. Other URNs, or
 * none, are accepted.
 * @throws {ScimError} invalidSyntax
 */
export function requireMessage(body: Record<string, unknown>, urn: string): void {
  const messages = [memberNamed(body, 'schemas')]
    .flat()
    .map((named) => (typeof named === 'string' ? named.toLowerCase() : ''))
    .filter((named) => named.startsWith(MESSAGES));
  if (messages.length === 0 || messages.includes(urn.toLowerCase())) return;
  throw ScimError.invalidSyntax(`schemas must name the message "${urn}" here.`);
}

/** A page of resources. `nextCursor` is RFC 9865's; the last page of a cursor has none. */
export interface ListPage {
  readonly totalResults: number;
  readonly startIndex?: number | undefined;
  readonly itemsPerPage: number;
  readonly resources: readonly ScimObject[];
  readonly nextCursor?: string | undefined;
}

/** A ListResponse (RFC 7644 §3.4.2). */
export function listResponse(page: ListPage): ScimObject {
  return {
    schemas: [LIST_RESPONSE_URN],
    totalResults: page.totalResults,
    ...(page.startIndex !== undefined && { startIndex: page.startIndex }),
    itemsPerPage: page.itemsPerPage,
    ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
    Resources: [...page.resources],
  };
}

/** The body of an error answer (RFC 7644 §3.12); its `status` is a string. */
export function errorBody(error: {
  readonly status: number;
  readonly scimType?: ScimType | undefined;
  readonly detail: string;
}): ScimObject {
  return {
    schemas: [ERROR_URN],
    status: String(error.status),
    ...(error.scimType !== undefined && { scimType: error.scimType }),
    detail: error.detail,
  };
}
