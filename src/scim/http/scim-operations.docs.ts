import { applyDecorators } from '@nestjs/common';
import {
  ApiBasicAuth,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiParam,
  ApiResponse,
  ApiTags,
  type HeadersObject,
} from '@nestjs/swagger';
import type { ScimType } from '../protocol/errors.js';
import { errorBody } from '../protocol/messages.js';
import { componentOf } from './schema-parts.docs.js';
import { SCIM_CONTENT_TYPE } from './media-type.js';

/** Examples by their names, as the OpenAPI document takes them. */
export type Examples = Record<string, { summary: string; description?: string; value: unknown }>;

/** A refusal of SCIM as its answer shows it. */
export interface RefusalExample {
  summary: string;
  detail: string;
  scimType?: ScimType;
}

/** Documents a controller of SCIM: which credentials its operations take, and under which tags they stand. */
export const ScimOperations = (...tags: string[]) =>
  applyDecorators(ApiTags(...tags), ApiBasicAuth('basic'), ApiBearerAuth('bearer'));

/** The body of a request. */
export const scimBody = (schema: string, examples: Examples) =>
  applyDecorators(
    ApiConsumes(SCIM_CONTENT_TYPE),
    ApiBody({ required: true, schema: componentOf(schema), examples }),
  );

/** One of several, or the only one. */
const oneOf = (schema: string | readonly string[]) =>
  typeof schema === 'string' ? componentOf(schema) : { anyOf: schema.map(componentOf) };

/** An answer with a body, of the schema of that name or of one of several. */
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

/** A refusal, with an example of each reason for it. */
export const scimRefusal = (status: number, description: string, reasons: Record<string, RefusalExample>) =>
  ApiResponse({
    status,
    description,
    content: {
      [SCIM_CONTENT_TYPE]: {
        schema: componentOf('ScimError'),
        examples: Object.fromEntries(
          Object.entries(reasons).map(([name, { summary, ...reason }]) => [
            name,
            { summary, value: errorBody({ status, ...reason }) },
          ]),
        ),
      },
    },
  });

const text = { type: 'string' };

/** What leads to the resource itself, and which version of it this is. */
export const VERSION_HEADERS: HeadersObject = {
  ETag: { description: 'The version of the resource, for `If-Match` and `If-None-Match`.', schema: text },
  'Content-Location': { description: 'The URL of the resource.', schema: text },
};

export const OWN_HEADERS: HeadersObject = {
  ...VERSION_HEADERS,
  Location: { description: 'The URL of the user, which `/Me` stands for.', schema: text },
};

export const CREATED_HEADERS: HeadersObject = {
  ...VERSION_HEADERS,
  Location: { description: 'The URL of the new resource.', schema: text },
};

/** The id in the path; `origin` tells how to get one, and `example` is one of the demo data. */
export const idParameter = (origin: string, example: Examples) =>
  ApiParam({ name: 'id', description: origin, schema: text, examples: example });

/** Answer only what has changed (RFC 7644 §3.14). */
export const ifNoneMatch = (headers = VERSION_HEADERS) =>
  applyDecorators(
    ApiHeader({ name: 'If-None-Match', description: 'The `ETag` of an earlier answer.', schema: text }),
    emptyAnswer(304, 'Nothing of it has changed since the version in `If-None-Match`.', headers),
  );

/** Change only what has not changed (RFC 7644 §3.14). */
export const ifMatch = applyDecorators(
  ApiHeader({
    name: 'If-Match',
    description:
      'The `ETag` of the version that the change is made for. Without it, the change is made anyway.',
    schema: text,
  }),
  scimRefusal(412, 'The resource has changed since the version in `If-Match`.', {
    stale: {
      summary: 'Somebody else was faster',
      detail: 'The resource has changed since the version in If-Match. Read it again and repeat the change.',
    },
  }),
);
