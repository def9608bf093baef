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
      'The only attributes to answer with, separated by commas, such as `userName,emails`; `id` and `schemas` come always.',
  },
  excludedAttributes: {
    type: 'string',
    description: 'Attributes to leave out of the answer, such as `members`. Not together with `attributes`.',
  },
};

const PAGE: Record<string, Parameter> = {
  startIndex: {
    type: 'integer',
    default: 1,
    description: 'The position of the first one on the page, from 1.',
  },
  count: {
    type: 'integer',
    default: DEFAULT_COUNT,
    maximum: MAX_COUNT,
    description: `How many on the page, at most ${MAX_COUNT}; 0 answers the total alone.`,
  },
  sortBy: {
    type: 'string',
    description: 'The attribute to sort by, such as `name.familyName`. Without it, in the order of creation.',
  },
  sortOrder: {
    type: 'string',
    enum: ['ascending', 'descending'],
    description: 'Which way to sort.',
  },
  cursor: {
    type: 'string',
    description: `In the place of \`startIndex\` (RFC 9865): empty for the first page, then the \`nextCursor\` of the page before, within ${CURSOR_TIMEOUT} s.`,
  },
};

const FILTER: Parameter = {
  type: 'string',
  description:
    'Which ones, such as `userName eq "mira.vos@acme.example"`. Operators: `eq ne co sw ew pr gt ge lt le`, with `and`, `or`, `not (…)` and `attribute[…]`. Without it, all.',
};

const queries = (parameters: Record<string, Parameter>) =>
  Object.entries(parameters).map(([name, { description, ...schema }]) =>
    ApiQuery({ name, required: false, description, schema, allowEmptyValue: name === 'cursor' }),
  );

/** Which attributes to answer with (RFC 7644 §3.9). */
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
  description: 'What to look for.',
  properties: {
    schemas: schemasOf(SEARCH_REQUEST_URN),
    filter: FILTER,
    ...PAGE,
    attributes: { ...words, description: 'The only attributes to answer with.' },
    excludedAttributes: { ...words, description: 'Attributes to leave out of the answer.' },
  },
};
