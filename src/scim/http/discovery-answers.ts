import { BODY_LIMIT } from '../../platform/http/body-budgets.js';
import { serviceProviderConfig } from '../protocol/discovery.js';
import { DEFAULT_COUNT, MAX_COUNT } from '../protocol/list-query.js';
import { listResponse } from '../protocol/messages.js';
import type { ScimObject } from '../protocol/value.js';
import { MAX_BULK_OPERATIONS } from '../resources/bulk.handler.js';
import { CURSOR_TIMEOUT } from '../resources/cursors.js';

/** The service's own ServiceProviderConfig, with the limits that it enforces. */
export function ownServiceProviderConfig(baseUrl: string): ScimObject {
  return serviceProviderConfig({
    baseUrl,
    patch: true,
    bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: BODY_LIMIT },
    filter: { supported: true, maxResults: MAX_COUNT },
    changePassword: true,
    sort: true,
    etag: true,
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_COUNT,
      maxPageSize: MAX_COUNT,
      cursorTimeout: CURSOR_TIMEOUT,
    },
  });
}

/** The ListResponse of a list that is never cut into pages (RFC 7644 §4). */
export function wholeList(resources: readonly ScimObject[]): ScimObject {
  return listResponse({
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    resources,
  });
}
