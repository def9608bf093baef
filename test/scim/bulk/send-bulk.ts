import { resource, type Answer, type ScimClient } from '../../support/scim-client.js';

/** The result of one operation in a BulkResponse. */
export interface BulkResult {
  method: string;
  bulkId?: string;
  location?: string;
  version?: string;
  status: string;
  response?: { schemas: string[]; status: string; scimType?: string; detail: string };
}

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** POSTs a bulk request and returns the answer, whatever it is. */
export function postBulk(
  scim: ScimClient,
  operations: readonly unknown[],
  more: Record<string, unknown> = {},
): Promise<Answer> {
  return scim.post('/Bulk', { schemas: [BULK_REQUEST], ...more, Operations: operations });
}

/** POSTs a bulk request and returns its results. Throws unless the answer is 200. */
export async function sendBulk(
  scim: ScimClient,
  operations: readonly unknown[],
  more: Record<string, unknown> = {},
): Promise<BulkResult[]> {
  return resource(await postBulk(scim, operations, more))['Operations'] as BulkResult[];
}

export const statusesOf = (results: readonly BulkResult[]) => results.map(({ status }) => status);

/** The id at the end of a result's location. */
export function idOf(result: BulkResult | undefined): string {
  const id = result?.location?.split('/').at(-1);
  if (id === undefined) throw new Error(`the operation created nothing: ${JSON.stringify(result)}`);
  return id;
}
