import type { SchemaObject, SchemasObject } from '@nestjs/swagger';
import { RESOURCE_TYPE_URN, SCHEMA_URN, SERVICE_PROVIDER_CONFIG_URN } from '../protocol/discovery.js';
import {
  componentOf,
  count,
  flag,
  listOf,
  objectOf,
  schemasOf,
  text,
  uri,
  words,
} from './schema-parts.docs.js';

const feature = (description: string, limits: NonNullable<SchemaObject['properties']> = {}): SchemaObject =>
  objectOf(description, { supported: flag('Whether it is supported.'), ...limits });

const META = objectOf('Type and location.', {
  resourceType: text('The resource type.'),
  location: uri('The URL.'),
});

const PAGINATION = objectOf(
  'How lists are divided into pages (RFC 9865 §4).',
  {
    cursor: flag('Whether lists can be paged by cursor.'),
    index: flag('Whether lists can be paged by position.'),
    defaultPaginationMethod: {
      ...text('The method used if the request names none.'),
      enum: ['cursor', 'index'],
    },
    defaultPageSize: count('The page size if the request names none.'),
    maxPageSize: count('The maximum page size.'),
    cursorTimeout: count('How long a cursor is valid, in seconds.'),
  },
  'defaultPaginationMethod',
  'defaultPageSize',
  'maxPageSize',
  'cursorTimeout',
);

const AUTHENTICATION_SCHEME = objectOf(
  'A way to authenticate.',
  {
    type: text('The type of scheme.'),
    name: text('The name.'),
    description: text('What to send.'),
    specUri: uri('The specification.'),
    primary: flag('Whether it is the preferred scheme.'),
  },
  'specUri',
  'primary',
);

/** How the service describes itself (RFC 7643 §5 to §7). */
export const DISCOVERY_SCHEMAS: SchemasObject = {
  ScimServiceProviderConfig: objectOf(
    'What the service can do (RFC 7643 §5).',
    {
      schemas: schemasOf(SERVICE_PROVIDER_CONFIG_URN),
      patch: feature('Changing parts of a resource.'),
      bulk: feature('Several requests in one.', {
        maxOperations: count('The maximum number of operations in one request.'),
        maxPayloadSize: count('The maximum body size, in bytes.'),
      }),
      filter: feature('Filters.', { maxResults: count('The maximum number of resources on one page.') }),
      changePassword: feature('Setting passwords.'),
      sort: feature('Sorted lists.'),
      etag: feature('Versions, with `ETag` and `If-Match`.'),
      pagination: PAGINATION,
      authenticationSchemes: listOf(AUTHENTICATION_SCHEME),
      meta: META,
    },
    'pagination',
  ),
  ScimResourceType: objectOf(
    'A resource type (RFC 7643 §6).',
    {
      schemas: schemasOf(RESOURCE_TYPE_URN),
      id: text('The same as the name.'),
      name: text('The name.'),
      description: text('The description.'),
      endpoint: text('The path of its resources, relative to `/SCIM/v2`.'),
      schema: text('The URN of the schema.'),
      schemaExtensions: listOf(
        objectOf('An extension.', {
          schema: text('The URN of the schema.'),
          required: flag('Whether every resource has it.'),
        }),
      ),
      meta: META,
    },
    'id',
    'description',
    'schemaExtensions',
  ),
  ScimSchema: objectOf(
    'The attributes of a resource type or an extension (RFC 7643 §7).',
    {
      schemas: schemasOf(SCHEMA_URN),
      id: text('The URN.'),
      name: text('The name.'),
      description: text('The description.'),
      attributes: listOf(componentOf('ScimAttribute')),
      meta: META,
    },
    'description',
  ),
  ScimAttribute: objectOf(
    'An attribute and its characteristics (RFC 7643 §7).',
    {
      name: text('The name.'),
      type: text('The data type.'),
      subAttributes: {
        ...listOf(componentOf('ScimAttribute')),
        description: 'The parts of a complex value.',
      },
      multiValued: flag('Whether it is a list.'),
      description: text('The description.'),
      required: flag('Whether it must have a value.'),
      canonicalValues: { ...words, description: 'Suggested values.' },
      caseExact: flag('Whether values are case-sensitive.'),
      mutability: {
        ...text('Whether and when clients can change it.'),
        enum: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
      },
      returned: { ...text('When answers contain it.'), enum: ['always', 'never', 'default', 'request'] },
      uniqueness: { ...text('Where it is unique.'), enum: ['none', 'server', 'global'] },
      referenceTypes: { ...words, description: 'What a reference can point to.' },
    },
    'subAttributes',
    'canonicalValues',
    'referenceTypes',
  ),
};
