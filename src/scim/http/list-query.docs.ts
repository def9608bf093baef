import { applyDecorators } from '@nestjs/common';
import { ApiQuery, type SchemaObject } from '@nestjs/swagger';
import { DEFAULT_COUNT, MAX_COUNT } from '../protocol/list-query.js';
import { SEARCH_REQUEST_URN } from '../protocol/messages.js';
import { CURSOR_TIMEOUT } from '../resources/cursors.js';
import { schemasOf, words } from './schema-parts.docs.js';
import type { Examples } from './scim-operations.docs.js';

type Parameter = SchemaObject & { description: string };

const PROJECTION: Record<string, Parameter> = {
  attributes: {
    type: 'string',
    description:
      'The attributes to return, separated by commas, such as `userName,emails`; `id` and `schemas` are always returned.',
  },
  excludedAttributes: {
    type: 'string',
    description:
      'Attributes to omit from the answer, such as `members`. Cannot be combined with `attributes`.',
  },
};

const PAGE: Record<string, Parameter> = {
  startIndex: {
    type: 'integer',
    default: 1,
    description: 'The position of the first result on the page, starting at 1.',
  },
  count: {
    type: 'integer',
    default: DEFAULT_COUNT,
    maximum: MAX_COUNT,
    description: `The page size, at most ${MAX_COUNT}; 0 returns only the total.`,
  },
  sortBy: {
    type: 'string',
    description: 'The attribute to sort by, such as `name.familyName`. By default, in order of creation.',
  },
  sortOrder: {
    type: 'string',
    enum: ['ascending', 'descending'],
    description: 'The sort direction.',
  },
  cursor: {
    type: 'string',
    description: `Instead of \`startIndex\` (RFC 9865): empty for the first page, then the \`nextCursor\` of the previous page, within ${CURSOR_TIMEOUT} s.`,
  },
};

const FILTER: Parameter = {
  type: 'string',
  description:
    'The filter, such as `userName eq "mira.vos@acme.example"`. Operators: `eq ne co sw ew pr gt ge lt le`, with `and`, `or`, `not (…)` and `attribute[…]`. By default, all.',
};

const queries = (parameters: Record<string, Parameter>) =>
  Object.entries(parameters).map(([name, { description, ...schema }]) =>
    ApiQuery({ name, required: false, description, schema, allowEmptyValue: name === 'cursor' }),
  );

/** Which attributes to return (RFC 7644 §3.9). */
export const projectionParameters = applyDecorators(...queries(PROJECTION));

/** Filter, order and page (RFC 7644 §3.4.2). */
export const listParameters = (filters: Examples) => {
  const { description, ...schema } = FILTER;
  return applyDecorators(
    ApiQuery({ name: 'filter', required: false, description, schema, examples: filters }),
    ...queries({ ...PAGE, ...PROJECTION }),
  );
};

/** The same as the body of a POST (RFC 7644 §3.4.3). */
export const SEARCH_REQUEST_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'A search.',
  properties: {
    schemas: schemasOf(SEARCH_REQUEST_URN),
    filter: FILTER,
    ...PAGE,
    attributes: { ...words, description: 'The attributes to return.' },
    excludedAttributes: { ...words, description: 'Attributes to omit from the answer.' },
  },
};
