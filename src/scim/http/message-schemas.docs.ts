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
      'The attribute to change, such as `name.familyName` or `emails[type eq "work"].value`; without it, `value` is an object of attributes.',
    ),
    value: { description: 'The new value; for `remove`, the values to take away.' },
  },
  ['op'],
);

const BULK_OPERATION = objectOf(
  'One request.',
  {
    method: { ...text('Its method.'), enum: ['POST', 'PUT', 'PATCH', 'DELETE'] },
    path: text('Its path below `/SCIM/v2`, such as `/Users` or `/Users/{id}`.'),
    bulkId: text('A name for what it creates, of your own; needed with POST.'),
    version: text('The version that the resource must still have.'),
    data: { type: 'object', description: 'Its body.' },
  },
  ['method', 'path'],
);

const BULK_RESULT = objectOf(
  'What became of one request.',
  {
    method: text('Its method.'),
    bulkId: text('The name that it was given.'),
    location: text('The URL of the resource.'),
    version: text('The version of the resource.'),
    status: text('The HTTP status, as a string.'),
    response: componentOf('ScimError'),
  },
  ['method', 'status'],
);

const page = (resources: SchemaObject): SchemaObject =>
  objectOf(
    'A page of resources (RFC 7644 §3.4.2).',
    {
      schemas: schemasOf(LIST_RESPONSE_URN),
      totalResults: count('How many there are on all pages.'),
      startIndex: count('The position of the first of them, from 1.'),
      itemsPerPage: { ...count('How many are on this page.'), maximum: MAX_COUNT },
      nextCursor: text('Where a list by cursor goes on; the last page has none.'),
      Resources: resources,
    },
    ['schemas', 'totalResults', 'itemsPerPage', 'Resources'],
  );

/** What SCIM's requests and answers are made of, besides the resources themselves (RFC 7644 §3). */
export const MESSAGE_SCHEMAS: SchemasObject = {
  ScimList: page(listOf({ anyOf: [componentOf('ScimUser'), componentOf('ScimGroup')] })),
  ScimUserList: page(listOf(componentOf('ScimUser'))),
  ScimGroupList: page(listOf(componentOf('ScimGroup'))),
  ScimResourceTypeList: page(listOf(componentOf('ScimResourceType'))),
  ScimSchemaList: page(listOf(componentOf('ScimSchema'))),
  ScimSearch: SEARCH_REQUEST_SCHEMA,
  ScimPatch: objectOf(
    'Changes of a resource, carried out in their order, all or none (RFC 7644 §3.5.2).',
    { schemas: schemasOf(PATCH_OP_URN), Operations: listOf(PATCH_OPERATION) },
    ['Operations'],
  ),
  ScimBulk: objectOf(
    'Several requests in one (RFC 7644 §3.7).',
    {
      schemas: schemasOf(BULK_REQUEST_URN),
      failOnErrors: { ...count('After how many failures to stop; without it, never.'), minimum: 1 },
      Operations: listOf(BULK_OPERATION),
    },
    ['Operations'],
  ),
  ScimBulkResponse: objectOf(
    'What became of the requests (RFC 7644 §3.7.3).',
    { schemas: schemasOf(BULK_RESPONSE_URN), Operations: listOf(BULK_RESULT) },
    ['schemas', 'Operations'],
  ),
  ScimError: objectOf(
    'A refusal (RFC 7644 §3.12).',
    {
      schemas: schemasOf(ERROR_URN),
      status: text('The HTTP status, as a string.'),
      scimType: { ...text('What is wrong, where an RFC has a word for it.'), enum: SCIM_TYPES },
      detail: text('What is wrong, and what to change.'),
    },
    ['schemas', 'status', 'detail'],
  ),
};
