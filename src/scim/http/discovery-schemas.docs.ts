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
  objectOf(description, { supported: flag('Whether it is there.'), ...limits }, [
    'supported',
    ...Object.keys(limits),
  ]);

const META = objectOf('Where it is.', { resourceType: text('What it is.'), location: uri('Its URL.') }, [
  'resourceType',
  'location',
]);

const PAGINATION = objectOf(
  'How lists are cut into pages (RFC 9865 §4).',
  {
    cursor: flag('By cursor.'),
    index: flag('By position.'),
    defaultPaginationMethod: { ...text('Which one, if none is asked for.'), enum: ['cursor', 'index'] },
    defaultPageSize: count('How many on a page, if none are asked for.'),
    maxPageSize: count('The most on a page.'),
    cursorTimeout: count('How long a cursor may be used, in seconds.'),
  },
  ['cursor', 'index'],
);

const AUTHENTICATION_SCHEME = objectOf(
  'A way to authenticate.',
  {
    type: text('Its kind.'),
    name: text('Its name.'),
    description: text('What to send.'),
    specUri: uri('Where it is specified.'),
    primary: flag('Whether it is the preferred one.'),
  },
  ['type', 'name', 'description'],
);

/** How the service describes itself (RFC 7643 §5 to §7). */
export const DISCOVERY_SCHEMAS: SchemasObject = {
  ScimServiceProviderConfig: objectOf(
    'What the service can do (RFC 7643 §5).',
    {
      schemas: schemasOf(SERVICE_PROVIDER_CONFIG_URN),
      patch: feature('Changes of parts of a resource.'),
      bulk: feature('Several requests in one.', {
        maxOperations: count('The most operations in one request.'),
        maxPayloadSize: count('The largest body, in bytes.'),
      }),
      filter: feature('Filters.', { maxResults: count('The most resources on one page.') }),
      changePassword: feature('Setting passwords.'),
      sort: feature('Sorted lists.'),
      etag: feature('Versions, by `ETag` and `If-Match`.'),
      pagination: PAGINATION,
      authenticationSchemes: listOf(AUTHENTICATION_SCHEME),
      meta: META,
    },
    ['schemas', 'patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag', 'authenticationSchemes', 'meta'],
  ),
  ScimResourceType: objectOf(
    'A kind of resource (RFC 7643 §6).',
    {
      schemas: schemasOf(RESOURCE_TYPE_URN),
      id: text('The same as the name.'),
      name: text('Its name.'),
      description: text('What it is.'),
      endpoint: text('Where its resources are, below `/SCIM/v2`.'),
      schema: text('The URN of its schema.'),
      schemaExtensions: listOf(
        objectOf(
          'An extension.',
          {
            schema: text('The URN of its schema.'),
            required: flag('Whether every resource has it.'),
          },
          ['schema', 'required'],
        ),
      ),
      meta: META,
    },
    ['schemas', 'name', 'endpoint', 'schema', 'meta'],
  ),
  ScimSchema: objectOf(
    'The attributes of a kind of resource, or of an extension (RFC 7643 §7).',
    {
      schemas: schemasOf(SCHEMA_URN),
      id: text('Its URN.'),
      name: text('Its name.'),
      description: text('What it describes.'),
      attributes: listOf(componentOf('ScimAttribute')),
      meta: META,
    },
    ['schemas', 'id', 'name', 'attributes', 'meta'],
  ),
  ScimAttribute: objectOf(
    'An attribute and its characteristics (RFC 7643 §7).',
    {
      name: text('Its name.'),
      type: text('Its type.'),
      subAttributes: {
        ...listOf(componentOf('ScimAttribute')),
        description: 'What a complex value is made of.',
      },
      multiValued: flag('Whether it is a list.'),
      description: text('What it is.'),
      required: flag('Whether it must have a value.'),
      canonicalValues: { ...words, description: 'Values to choose from.' },
      caseExact: flag('Whether the letter case counts.'),
      mutability: {
        ...text('Who may change it, and when.'),
        enum: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
      },
      returned: { ...text('When it is in an answer.'), enum: ['always', 'never', 'default', 'request'] },
      uniqueness: { ...text('Among whom it is unique.'), enum: ['none', 'server', 'global'] },
      referenceTypes: { ...words, description: 'What a reference may lead to.' },
    },
    [
      'name',
      'type',
      'multiValued',
      'description',
      'required',
      'caseExact',
      'mutability',
      'returned',
      'uniqueness',
    ],
  ),
};
