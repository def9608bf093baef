import { STATUS_CODES } from 'node:http';
import type {
  ExamplesObject,
  HeadersObject,
  OpenAPIObject,
  OperationObject,
  ResponseObject,
} from '@nestjs/swagger';
import type { DomainError } from '../../common/errors.js';
import { renderProblem, type RenderedError } from '../../platform/http/problem.js';
import { isScimPath } from '../../platform/http/request-path.js';
import { componentOf } from '../../scim/http/schema-parts.docs.js';
import { SCIM_CONTENT_TYPE } from '../../scim/http/media-type.js';
import { renderScimError } from '../../scim/http/scim-errors.js';
import { withOperations } from './operations.js';
import {
  ANY_OTHER,
  INVALID_BODY,
  INVALID_QUERY,
  NO_CREDENTIAL,
  NO_JSON_BODY,
  NOT_AN_ADMINISTRATOR,
  NOT_AN_OPERATOR,
  NOT_FOR_SCIM,
  NOT_FOR_TOKENS,
  NOT_JSON_TYPE,
  TOO_LARGE,
  TOO_MANY,
  type Refusal,
} from './refusals.js';
import { REST_REFUSALS } from './rest-refusals.js';

/** The format of refusals under a path, and the refusals that every operation there shares. */
interface Surface {
  contentType: string;
  schema: string;
  render: (error: DomainError) => RenderedError;
  ofGuards: readonly Refusal[];
  ofBody: readonly Refusal[];
  ofQuery: readonly Refusal[];
}

/**
 * Adds the refusals of the guards and of the body reader. They apply to every operation, so controllers need not repeat
 * them.
 */
export function withSharedRefusals(document: OpenAPIObject): OpenAPIObject {
  return withOperations(document, (operation, path) => withRefusals(surfaceOf(path), operation));
}

function surfaceOf(path: string): Surface {
  const isScim = isScimPath(path);
  return {
    contentType: isScim ? SCIM_CONTENT_TYPE : 'application/problem+json',
    schema: isScim ? 'ScimError' : 'Problem',
    render: (error) => (isScim ? renderScimError(error) : renderProblem(error, path)),
    ofGuards: [NO_CREDENTIAL, TOO_MANY, ...roleRefusals(path)],
    ofBody: [isScim ? NO_JSON_BODY : INVALID_BODY, TOO_LARGE, NOT_JSON_TYPE],
    // SCIM ignores unknown parameters; each operation documents its own refusals for known ones.
    ofQuery: isScim ? [] : [INVALID_QUERY],
  };
}

function roleRefusals(path: string): Refusal[] {
  if (isScimPath(path)) return [NOT_FOR_SCIM];
  if (path.startsWith('/api/v1/support')) return [NOT_AN_OPERATOR];
  return [path.startsWith('/api/v1/auth') ? NOT_FOR_TOKENS : NOT_AN_ADMINISTRATOR];
}

function withRefusals(surface: Surface, operation: OperationObject): OperationObject {
  const own = Object.entries(operation.responses).map(([status, answer]): [string, Answer] => [
    status,
    Number(status) < 400 ? described(status, answer) : joined(surface, answer, ownRefusal(operation, status)),
  ]);
  const responses = new Map(own);
  const shared = [
    ...(operation.security ? surface.ofGuards : []),
    ...(operation.requestBody ? surface.ofBody : []),
    ...(operation.parameters?.some(isOfQuery) ? surface.ofQuery : []),
  ];
  for (const refusal of shared) {
    const status = String(refusal.status);
    responses.set(status, joined(surface, responses.get(status), refusal));
  }
  responses.set('default', joined(surface, undefined, ANY_OTHER));
  // Explicitly empty if no credential is required; leaving it out could also be an oversight.
  const security = operation.security ?? [];
  return { ...operation, security, responses: Object.fromEntries(responses) };
}

function isOfQuery(parameter: NonNullable<OperationObject['parameters']>[number]): boolean {
  return 'in' in parameter && parameter.in === 'query';
}

/** Answers without a description get the name of their status. */
function described(status: string, answer: Answer): Answer {
  return answer && 'description' in answer && answer.description === ''
    ? { ...answer, description: STATUS_CODES[status] ?? '' }
    : answer;
}

/** Adds the examples for refusals that only this operation has. It already has their descriptions. */
function ownRefusal({ operationId = '' }: OperationObject, status: string): Refusal | undefined {
  const reasons = REST_REFUSALS[`${operationId} ${status}`];
  return reasons && { status: Number(status), description: '', reasons };
}

type Answer = OperationObject['responses'][string];

/** Joins the operation's own refusal, in the format of its surface, with the shared one. */
function joined(surface: Surface, answer: Answer, refusal?: Omit<Refusal, 'status'>): ResponseObject {
  const own = answer && 'description' in answer ? answer : { description: '' };
  const shared = Object.entries(refusal?.reasons ?? {}).map(([name, { summary, error }]) => ({
    name,
    summary,
    rendered: surface.render(error),
  }));
  const examples: ExamplesObject = { ...own.content?.[surface.contentType]?.examples };
  for (const { name, summary, rendered } of shared) examples[name] = { summary, value: rendered.body };
  const headers = { ...own.headers, ...headersOf(shared.map(({ rendered }) => rendered)) };
  return {
    ...own,
    description: [own.description, refusal?.description ?? ''].join(' ').trim(),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      [surface.contentType]: {
        schema: componentOf(surface.schema),
        ...(Object.keys(examples).length > 0 && { examples }),
      },
    },
  };
}

/** The headers of refusals, such as `Retry-After`, without the media type. */
function headersOf(rendered: readonly RenderedError[]): HeadersObject {
  const all = rendered.flatMap(({ headers }) => Object.entries(headers));
  const shown = all.filter(([name]) => name !== 'content-type');
  return Object.fromEntries(
    shown.map(([name, value]) => [name, { schema: { type: 'string', examples: [value] } }]),
  );
}
