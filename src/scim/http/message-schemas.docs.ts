import type { SchemaObject, SchemasObject } from '@nestjs/swagger';
import { MAX_COUNT } from '../protocol/list-query.js';
import type { ScimType } from '../protocol/errors.js';
import { ERROR_URN, LIST_RESPONSE_URN, PATCH_OP_URN } from '../protocol/messages.js';
import { componentOf } from './resource-schemas.docs.js';

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

const text = (description: string): SchemaObject => ({ type: 'string', description });
const count = (description: string): SchemaObject => ({ type: 'integer', minimum: 0, description });
const flag = (description: string): SchemaObject => ({ type: 'boolean', description });
const schemas = (urn?: string): SchemaObject => ({
  type: 'array',
  description: 'The URNs of the schemas of this JSON object.',
  items: { type: 'string' },
  ...(urn !== undefined && { examples: [[urn]] }),
});

function object(properties: SchemaObject['properties'], description: string): SchemaObject {
  return { type: 'object', description, ...(properties && { properties }) };
}

function listOf(name: string): SchemaObject {
  const resources = { type: 'array', items: componentOf(name) };
  return { allOf: [componentOf('ScimList'), { type: 'object', properties: { Resources: resources } }] };
}

/** What SCIM's answers and requests are made of, besides the resources themselves (RFC 7644 §3). */
export const MESSAGE_SCHEMAS: SchemasObject = {
  ScimList: {
    ...object(
      {
        schemas: schemas(LIST_RESPONSE_URN),
        totalResults: count('How many there are on all pages.'),
        startIndex: count('The position of the first of them, from 1.'),
        itemsPerPage: { ...count('How many are on this page.'), maximum: MAX_COUNT },
        Resources: { type: 'array', items: {} },
      },
      'A page of resources (RFC 7644 §3.4.2).',
    ),
    required: ['schemas', 'totalResults', 'Resources'],
  },
  ScimUserList: listOf('ScimUser'),
  ScimGroupList: listOf('ScimGroup'),
  ScimResourceTypeList: listOf('ScimResourceType'),
  ScimSchemaList: listOf('ScimSchema'),
  ScimPatch: {
    ...object(
      {
        schemas: schemas(PATCH_OP_URN),
        Operations: { type: 'array', minItems: 1, items: patchOperation() },
      },
      'Changes of a resource, carried out in their order, all or none (RFC 7644 §3.5.2).',
    ),
    required: ['Operations'],
  },
  ScimError: {
    ...object(
      {
        schemas: schemas(ERROR_URN),
        status: text('The HTTP status, as a string.'),
        scimType: { ...text('What is wrong, where RFC 7644 has a word for it.'), enum: SCIM_TYPES },
        detail: text('What is wrong, and what to change.'),
      },
      'A refusal (RFC 7644 §3.12).',
    ),
    required: ['schemas', 'status', 'detail'],
  },
};

function patchOperation(): SchemaObject {
  return {
    type: 'object',
    required: ['op'],
    properties: {
      op: { ...text('`add`, `replace` or `remove`, in any letter case.'), examples: ['replace'] },
      path: text(
        'The attribute to change, such as `name.familyName` or `emails[type eq "work"].value`; without it, `value` is an object of attributes.',
      ),
      value: { description: 'The new value; for `remove`, the values to take away.' },
    },
  };
}

/** How the service describes itself (RFC 7643 §5 to §7). */
export const DISCOVERY_SCHEMAS: SchemasObject = {
  ScimServiceProviderConfig: object(
    {
      schemas: schemas(),
      patch: supported('PATCH.'),
      bulk: supported('Several requests in one.', {
        maxOperations: count('The most operations in one request.'),
        maxPayloadSize: count('The largest body, in bytes.'),
      }),
      filter: supported('Filters.', { maxResults: count('The most resources on one page.') }),
      changePassword: supported('Changing passwords.'),
      sort: supported('Sorting.'),
      etag: supported('Versions, by `ETag` and `If-Match`.'),
      pagination: object({ cursor: flag('By cursor.'), index: flag('By position.') }, 'Paging (RFC 9865).'),
      authenticationSchemes: {
        type: 'array',
        description: 'How to authenticate.',
        items: object({ type: text('The kind.'), name: text('Its name.') }, 'One way.'),
      },
      meta: object({}, 'The resource type and the location.'),
    },
    'What the service can do.',
  ),
  ScimResourceType: object(
    {
      schemas: schemas(),
      id: text('The same as the name.'),
      name: text('The name.'),
      endpoint: text('Where its resources are.'),
      schema: text('The URN of its schema.'),
      schemaExtensions: { type: 'array', items: object({}, 'An extension and whether it is required.') },
    },
    'A kind of resource.',
  ),
  ScimSchema: object(
    {
      schemas: schemas(),
      id: text('The URN.'),
      name: text('The name.'),
      description: text('What it describes.'),
      attributes: { type: 'array', items: object({}, 'An attribute and its characteristics.') },
    },
    'The attributes of a kind of resource, or of an extension.',
  ),
};

function supported(what: string, limits: SchemaObject['properties'] = {}): SchemaObject {
  return object({ supported: flag('Whether it is there.'), ...limits }, what);
}
