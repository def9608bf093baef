import { applyDecorators } from '@nestjs/common';
import {
  ApiBasicAuth,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOAuth2,
  ApiParam,
  ApiResponse,
  ApiTags,
  type HeadersObject,
} from '@nestjs/swagger';
import { invalidIfMatch, staleVersion } from '../../common/refusals.js';
import { refusesIn } from '../../platform/http/refuses.js';
import { componentOf } from './schema-parts.docs.js';
import { SCIM_CONTENT_TYPE } from './media-type.js';
import { renderScimError } from './scim-errors.js';

/** Named examples, in the form of the OpenAPI document. */
export type Examples = Record<string, { summary: string; description?: string; value: unknown }>;

/** Documents a SCIM controller: the credentials that it accepts, and its tags. */
export const ScimOperations = (...tags: string[]) =>
  applyDecorators(
    ApiTags(...tags),
    ApiBasicAuth('basic'),
    ApiBearerAuth('bearer'),
    ApiOAuth2(['scim'], 'oauth2'),
  );

/** The body of a request. */
export const scimBody = (schema: string, examples: Examples) =>
  applyDecorators(
    ApiConsumes(SCIM_CONTENT_TYPE),
    ApiBody({ required: true, schema: componentOf(schema), examples }),
  );

/** The schema, or a choice of several. */
const oneOf = (schema: string | readonly string[]) =>
  typeof schema === 'string' ? componentOf(schema) : { anyOf: schema.map(componentOf) };

/** An answer with a body of that schema, or of one of several schemas. */
export const scimAnswer = (
  status: 200 | 201,
  description: string,
  { schema, value, headers }: { schema: string | readonly string[]; value: unknown; headers?: HeadersObject },
) =>
  ApiResponse({
    status,
    description,
    ...(headers && { headers }),
    content: { [SCIM_CONTENT_TYPE]: { schema: oneOf(schema), example: value } },
  });

/** An answer without a body. */
export const emptyAnswer = (status: 204 | 304, description: string, headers: HeadersObject = {}) =>
  ApiResponse({ status, description, headers });

/** Documents the refusals of an operation, besides those of its guards and its body. */
export const ScimRefuses = refusesIn(renderScimError);

const text = { type: 'string' };

/** The URL and version of the resource. */
export const VERSION_HEADERS: HeadersObject = {
  ETag: { description: 'The version of the resource, for `If-Match` and `If-None-Match`.', schema: text },
  'Content-Location': { description: 'The URL of the resource.', schema: text },
};

export const OWN_HEADERS: HeadersObject = {
  ...VERSION_HEADERS,
  Location: { description: 'The URL of the user behind `/Me`.', schema: text },
};

export const CREATED_HEADERS: HeadersObject = {
  ...VERSION_HEADERS,
  Location: { description: 'The URL of the new resource.', schema: text },
};

/** The id in the path; `origin` says how to get one, and `example` is from the demo data. */
export const idParameter = (origin: string, example: Examples) =>
  ApiParam({ name: 'id', description: origin, schema: text, examples: example });

/** Return the resource only if it has changed (RFC 7644 §3.14). */
export const ifNoneMatch = (headers = VERSION_HEADERS) =>
  applyDecorators(
    ApiHeader({ name: 'If-None-Match', description: 'The `ETag` of an earlier answer.', schema: text }),
    emptyAnswer(304, 'The resource has not changed since the version in `If-None-Match`.', headers),
  );

/** Change the resource only if nobody else has changed it (RFC 7644 §3.14). */
export const ifMatch = applyDecorators(
  ApiHeader({
    name: 'If-Match',
    description: 'The `ETag` of the version to change. Without it, the change is made to any version.',
    schema: text,
  }),
  ScimRefuses(staleVersion, invalidIfMatch),
);
