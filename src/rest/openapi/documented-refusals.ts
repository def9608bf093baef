import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject, OperationObject, ResponseObject } from '@nestjs/swagger';
import { renderProblem } from '../../platform/http/problem.js';
import {
  documentedRefusal,
  REFUSAL_EXTENSION,
  type DocumentedRefusal,
  type RenderRefusal,
} from '../../platform/http/refuses.js';
import { isScimPath } from '../../platform/http/request-path.js';
import { SCIM_CONTENT_TYPE } from '../../scim/http/media-type.js';
import { componentOf } from '../../scim/http/schema-parts.docs.js';
import { renderScimError } from '../../scim/http/scim-errors.js';
import { withOperations } from './operations.js';
import { ANY_OTHER, OF_REST, OF_SCIM, type Shared } from './shared-refusals.js';

/** How an API answers refusals. */
interface Format {
  contentType: string;
  schema: string;
  render: RenderRefusal;
}

/** A refusal in the document; only the common ones have an example. */
type Listed = DocumentedRefusal & { hasExample: boolean };

/**
 * Adds the refusals of each operation: its own, which its decorator names, and those of its guards, its body and its
 * query, so that controllers need not repeat them.
 */
export function withRefusals(document: OpenAPIObject): OpenAPIObject {
  return withOperations(document, (operation, path) => {
    const format = formatAt(path);
    const own = ownOf(operation).map((refusal) => ({ ...inPlace(refusal, path), hasExample: true }));
    const refusals = [...own, ...sharedBy(operation, path).flatMap((shared) => listed(shared, format))];
    const answers = [...new Set(refusals.map(({ status }) => status))].map((status) => {
      const same = refusals.filter((refusal) => refusal.status === status);
      return [status, answerOf(same, format)] as const;
    });
    const responses = { ...withDescriptions(operation.responses), ...Object.fromEntries(answers) };
    return {
      ...withoutOwn(operation),
      // Explicitly empty if no credential is required; leaving it out could also be an oversight.
      security: operation.security ?? [],
      responses: { ...responses, default: anyOther(format) },
    };
  });
}

const isOwn = ([name]: [string, unknown]) => name.startsWith(REFUSAL_EXTENSION);

function ownOf(operation: OperationObject): DocumentedRefusal[] {
  const extensions = Object.entries<unknown>({ ...operation }).filter(isOwn);
  return extensions.map(([, refusal]) => refusal as DocumentedRefusal);
}

function withoutOwn(operation: OperationObject): OperationObject {
  const others = Object.entries<unknown>({ ...operation }).filter((member) => !isOwn(member));
  return Object.fromEntries(others) as unknown as OperationObject;
}

function formatAt(path: string): Format {
  return isScimPath(path)
    ? { contentType: SCIM_CONTENT_TYPE, schema: 'ScimError', render: renderScimError }
    : {
        contentType: 'application/problem+json',
        schema: 'Problem',
        render: (error) => renderProblem(error, path),
      };
}

const isProblem = (body: unknown): body is { code: string } =>
  typeof body === 'object' && body !== null && 'code' in body;

/** With the path of the operation, which its decorator does not know. */
function inPlace(refusal: DocumentedRefusal, path: string): DocumentedRefusal {
  const { body } = refusal;
  return isProblem(body) ? { ...refusal, body: { ...body, instance: path } } : refusal;
}

function sharedBy({ security, requestBody, parameters = [] }: OperationObject, path: string): Shared[] {
  const isScim = isScimPath(path);
  const { credential, admin, body } = isScim ? OF_SCIM : OF_REST;
  // SCIM ignores unknown parameters; each operation documents its own refusals of known ones.
  const hasQuery = !isScim && parameters.some((parameter) => 'in' in parameter && parameter.in === 'query');
  return [
    ...(security ? [credential, ...roleAt(path, admin)] : []),
    ...(requestBody ? [body] : []),
    ...(hasQuery ? [OF_REST.query] : []),
  ];
}

function roleAt(path: string, admin: Shared): Shared[] {
  if (path.startsWith('/api/v1/support')) return [OF_REST.operator];
  return path.startsWith('/api/v1/auth') ? [] : [admin];
}

function listed({ shown, named }: Shared, { render }: Format): Listed[] {
  return [
    ...shown.map((refusal) => ({ ...documentedRefusal(refusal, render), hasExample: true })),
    ...named.map((refusal) => ({ ...documentedRefusal(refusal, render), hasExample: false })),
  ];
}

/** Answers without a description get the name of their status. */
function withDescriptions(responses: OperationObject['responses']): OperationObject['responses'] {
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => [
      status,
      answer && 'description' in answer && answer.description === ''
        ? { ...answer, description: STATUS_CODES[status] ?? '' }
        : answer,
    ]),
  );
}

function anyOther(format: Format): ResponseObject {
  const refusals = listed(ANY_OTHER, format);
  const codes = new Set(refusals.flatMap(({ body }) => (isProblem(body) ? [`\`${body.code}\``] : [])));
  return {
    ...answerOf(refusals, format),
    description: [
      'Any other refusal: 400, 408 or 431 for a request that is not valid HTTP, 405 for an unsupported method, 500 and 503 for server errors.',
      ...(codes.size > 0 ? [`Codes: ${[...codes].join(', ')}, \`internal\`.`] : []),
    ].join(' '),
  };
}

/** One answer for all refusals with its status: when each happens, examples, and headers such as `Retry-After`. */
function answerOf(refusals: readonly Listed[], { contentType, schema }: Format): ResponseObject {
  const shown = refusals.filter(({ hasExample }) => hasExample);
  const headers = shown.flatMap((refusal) =>
    Object.entries(refusal.headers)
      .filter(([name]) => name !== 'content-type')
      .map(([name, value]) => [name, { schema: { type: 'string', examples: [value] } }] as const),
  );
  const examples = shown.map(({ id, when, body }) => [id, { summary: when, value: body }] as const);
  return {
    description: [...new Set(refusals.map(sentence))].join(' '),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    content: { [contentType]: { schema: componentOf(schema), examples: Object.fromEntries(examples) } },
  };
}

/** When it happens, with the code if the answer contains one. */
function sentence({ when, body }: DocumentedRefusal): string {
  return isProblem(body) ? `${when.replace(/\.$/, '')} (\`${body.code}\`).` : when;
}
