import type { SchemaObject, SchemasObject } from '@nestjs/swagger';
import type { ScimType } from '../protocol/errors.js';
import { MAX_COUNT } from '../protocol/list-query.js';
import {
  BULK_REQUEST_URN,
  BULK_RESPONSE_URN,
  ERROR_URN,
  LIST_RESPONSE_URN,
  PATCH_OP_URN,
} from '../protocol/messages.js';
import { SEARCH_REQUEST_SCHEMA } from './list-query.docs.js';
import { componentOf, count, listOf, objectOf, schemasOf, text } from './schema-parts.docs.js';

const SCIM_TYPES = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidCursor',
  'expiredCursor',
  'invalidCount',
] satisfies ScimType[];

const PATCH_OPERATION = objectOf(
  'One change.',
  {
    op: { ...text('`add`, `replace` or `remove`, in any letter case.'), examples: ['replace'] },
    path: text(
      'The attribute to change, such as `name.familyName` or `emails[type eq "work"].value`. Without it, `value` must be an object of attributes.',
    ),
    value: { description: 'The new value; for `remove`, the values to remove.' },
  },
  'path',
  'value',
);

const BULK_OPERATION = objectOf(
  'One request.',
  {
    method: { ...text('The method.'), enum: ['POST', 'PUT', 'PATCH', 'DELETE'] },
    path: text('The path relative to `/SCIM/v2`, such as `/Users` or `/Users/{id}`.'),
    bulkId: text('Your own name for the created resource; required with POST.'),
    version: text('The version that the resource must still have.'),
    data: { type: 'object', description: 'The body.' },
  },
  'bulkId',
  'version',
  'data',
);

const BULK_RESULT = objectOf(
  'The result of one request.',
  {
    method: text('The method.'),
    bulkId: text('The `bulkId` of the request.'),
    location: text('The URL of the resource.'),
    version: text('The version of the resource.'),
    status: text('The HTTP status, as a string.'),
    response: componentOf('ScimError'),
  },
  'bulkId',
  'location',
  'version',
  'response',
);

const page = (resources: SchemaObject): SchemaObject =>
  objectOf(
    'A page of resources (RFC 7644 §3.4.2).',
    {
      schemas: schemasOf(LIST_RESPONSE_URN),
      totalResults: count('The total number of results on all pages.'),
      startIndex: count('The position of the first result on this page, starting at 1.'),
      itemsPerPage: { ...count('The number of results on this page.'), maximum: MAX_COUNT },
      nextCursor: text('The cursor of the next page; missing on the last page.'),
      Resources: resources,
    },
    'startIndex',
    'nextCursor',
  );

/** The schemas of SCIM's requests and answers, besides the resources themselves (RFC 7644 §3). */
export const MESSAGE_SCHEMAS: SchemasObject = {
  ScimList: page(listOf({ anyOf: [componentOf('ScimUser'), componentOf('ScimGroup')] })),
  ScimUserList: page(listOf(componentOf('ScimUser'))),
  ScimGroupList: page(listOf(componentOf('ScimGroup'))),
  ScimRoleList: page(listOf(componentOf('ScimRole'))),
  ScimEntitlementList: page(listOf(componentOf('ScimEntitlement'))),
  ScimResourceTypeList: page(listOf(componentOf('ScimResourceType'))),
  ScimSchemaList: page(listOf(componentOf('ScimSchema'))),
  ScimSearch: SEARCH_REQUEST_SCHEMA,
  ScimPatch: objectOf(
    'Changes to a resource, applied in order, all or none (RFC 7644 §3.5.2).',
    { schemas: schemasOf(PATCH_OP_URN), Operations: listOf(PATCH_OPERATION) },
    'schemas',
  ),
  ScimBulk: objectOf(
    'Several requests in one (RFC 7644 §3.7).',
    {
      schemas: schemasOf(BULK_REQUEST_URN),
      failOnErrors: {
        ...count('The number of failures after which to stop. By default, never.'),
        minimum: 1,
      },
      Operations: listOf(BULK_OPERATION),
    },
    'schemas',
    'failOnErrors',
  ),
  ScimBulkResponse: objectOf('The results of the requests (RFC 7644 §3.7.3).', {
    schemas: schemasOf(BULK_RESPONSE_URN),
    Operations: listOf(BULK_RESULT),
  }),
  ScimError: objectOf(
    'A refusal (RFC 7644 §3.12).',
    {
      schemas: schemasOf(ERROR_URN),
      status: text('The HTTP status, as a string.'),
      scimType: { ...text('The kind of error, if an RFC defines a keyword for it.'), enum: SCIM_TYPES },
      detail: text('What is wrong, and what to change.'),
    },
    'scimType',
  ),
};
