import { applyDecorators } from '@nestjs/common';
import type { ShownRefusal } from '../../common/define-refusal.js';
import { Operation } from '../../platform/http/operation.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { listParameters, projectionParameters } from './list-query.docs.js';
import { bodyRefusals, listRefusals, patchRefusals } from './protocol-refusals.docs.js';
import {
  CREATED_HEADERS,
  emptyAnswer,
  idParameter,
  ifMatch,
  ifNoneMatch,
  scimAnswer,
  scimBody,
  ScimRefuses,
  VERSION_HEADERS,
  type Examples,
} from './scim-operations.docs.js';

type Text = readonly [summary: string, description: string];

/** What is specific to reading one type of resource. */
export interface ReadableResource {
  type: ResourceType;
  texts: Readonly<Record<'list' | 'get', Text>>;
  /** The id of a resource of the demo data, and a filter that finds it. */
  id: { filter: string; example: Examples };
  resource: unknown;
  page: unknown;
  filters: Examples;
  refusals: { unknown: ShownRefusal };
}

/** What is specific to the operations on one type of resource. */
export interface DocumentedResource extends ReadableResource {
  texts: Readonly<Record<'list' | 'create' | 'get' | 'replace' | 'patch' | 'delete', Text>>;
  created: Examples;
  replaced: Examples;
  patched: Examples;
  refusals: Readonly<Record<'created' | 'changed' | 'deleted', readonly ShownRefusal[]>> & {
    unknown: ShownRefusal;
  };
}

/** The OpenAPI texts of the operations that every type of resource has. */
export const resourceDocs = (resource: DocumentedResource) => ({
  ...readingDocs(resource),
  ...writingDocs(resource),
});

const answerOf = ({ type: { name }, resource }: ReadableResource, headers = VERSION_HEADERS) => ({
  schema: `Scim${name}`,
  value: resource,
  headers,
});

const nounOf = ({ type }: ReadableResource) => type.name.toLowerCase();

const idOf = ({ type, id: { filter, example } }: ReadableResource) =>
  idParameter(
    `The \`id\` of the ${type.name.toLowerCase()}, from creating or finding it: try \`GET /SCIM/v2${type.endpoint}\` with the filter \`${filter}\`.`,
    example,
  );

/** The OpenAPI texts of reading a type of resource. */
export function readingDocs(resource: ReadableResource) {
  const { type, texts, filters, page, refusals } = resource;
  const noun = nounOf(resource);
  return {
    list: applyDecorators(
      Operation(...texts.list),
      listParameters(filters),
      scimAnswer(200, `A page of ${noun}s.`, { schema: `Scim${type.name}List`, value: page }),
      ScimRefuses(...listRefusals(type)),
    ),
    get: applyDecorators(
      Operation(...texts.get),
      idOf(resource),
      projectionParameters,
      scimAnswer(200, `The ${noun}.`, answerOf(resource)),
      ifNoneMatch(),
      ScimRefuses(refusals.unknown),
    ),
  };
}

function writingDocs(resource: DocumentedResource) {
  const { type, texts, created, replaced, patched, refusals } = resource;
  const noun = nounOf(resource);
  const schema = `Scim${type.name}`;
  const target = [idOf(resource), ifMatch];
  const change = [
    ...target,
    projectionParameters,
    scimAnswer(200, `The changed ${noun}.`, answerOf(resource)),
  ];
  return {
    create: applyDecorators(
      Operation(...texts.create),
      projectionParameters,
      scimBody(schema, created),
      scimAnswer(201, `The new ${noun}, with its \`id\`.`, answerOf(resource, CREATED_HEADERS)),
      ScimRefuses(...bodyRefusals(type), ...refusals.created),
    ),
    replace: applyDecorators(
      Operation(...texts.replace),
      ...change,
      scimBody(schema, replaced),
      ScimRefuses(...bodyRefusals(type), ...refusals.changed, refusals.unknown),
    ),
    patch: applyDecorators(
      Operation(...texts.patch),
      ...change,
      scimBody('ScimPatch', patched),
      ScimRefuses(...patchRefusals(type), ...refusals.changed, refusals.unknown),
    ),
    delete: applyDecorators(
      Operation(...texts.delete),
      ...target,
      emptyAnswer(204, 'Deleted.'),
      ScimRefuses(...refusals.deleted, refusals.unknown),
    ),
  };
}
