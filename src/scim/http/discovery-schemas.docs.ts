import type { SchemaObject, SchemasObject } from '@nestjs/swagger';
import { count, flag, listOf, objectOf, schemasOf, text } from './schema-parts.docs.js';

const feature = (description: string, limits: NonNullable<SchemaObject['properties']> = {}): SchemaObject =>
  objectOf(description, { supported: flag('Whether it is there.'), ...limits }, ['supported']);

/** How the service describes itself (RFC 7643 §5 to §7). */
export const DISCOVERY_SCHEMAS: SchemasObject = {
  ScimServiceProviderConfig: objectOf('What the service can do (RFC 7643 §5).', {
    schemas: schemasOf(),
    patch: feature('Changes of parts of a resource.'),
    bulk: feature('Several requests in one.', {
      maxOperations: count('The most operations in one request.'),
      maxPayloadSize: count('The largest body, in bytes.'),
    }),
    filter: feature('Filters.', { maxResults: count('The most resources on one page.') }),
    changePassword: feature('Setting passwords.'),
    sort: feature('Sorted lists.'),
    etag: feature('Versions, by `ETag` and `If-Match`.'),
    pagination: objectOf('How lists are cut into pages (RFC 9865 §4).', {
      cursor: flag('By cursor.'),
      index: flag('By position.'),
      defaultPaginationMethod: { ...text('Which one, if none is asked for.'), enum: ['cursor', 'index'] },
      defaultPageSize: count('How many on a page, if none are asked for.'),
      maxPageSize: count('The most on a page.'),
      cursorTimeout: count('How long a cursor may be used, in seconds.'),
    }),
    authenticationSchemes: listOf(
      objectOf('A way to authenticate.', {
        type: text('Its kind.'),
        name: text('Its name.'),
        description: text('What to send.'),
        specUri: text('Where it is specified.'),
        primary: flag('Whether it is the preferred one.'),
      }),
    ),
    meta: objectOf('The resource type and the location.', {}),
  }),
  ScimResourceType: objectOf('A kind of resource (RFC 7643 §6).', {
    schemas: schemasOf(),
    id: text('The same as the name.'),
    name: text('Its name.'),
    description: text('What it is.'),
    endpoint: text('Where its resources are, below `/SCIM/v2`.'),
    schema: text('The URN of its schema.'),
    schemaExtensions: listOf(
      objectOf('An extension.', {
        schema: text('The URN of its schema.'),
        required: flag('Whether every resource has it.'),
      }),
    ),
    meta: objectOf('The resource type and the location.', {}),
  }),
  ScimSchema: objectOf('The attributes of a kind of resource, or of an extension (RFC 7643 §7).', {
    schemas: schemasOf(),
    id: text('Its URN.'),
    name: text('Its name.'),
    description: text('What it describes.'),
    attributes: listOf(
      objectOf('An attribute and its characteristics.', {
        name: text('Its name.'),
        type: text('Its type.'),
        multiValued: flag('Whether it is a list.'),
        description: text('What it is.'),
        required: flag('Whether it must have a value.'),
        mutability: text('Who may change it, and when.'),
        returned: text('When it is in an answer.'),
      }),
    ),
    meta: objectOf('The resource type and the location.', {}),
  }),
};
