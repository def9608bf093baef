import { defineRefusal, type ShownRefusal } from '../../common/define-refusal.js';
import type { ErrorFacts } from '../../common/errors.js';

const JSON_TYPES = 'with the header Content-Type: application/json (or application/scim+json on SCIM)';

export const headTooLarge = defineRefusal('head-too-large', 'head-too-large', {
  detail: 'The URL and headers are larger than 16 KB. Send long filters by POST to /.search.',
});

export const tooSlow = defineRefusal('too-slow', 'too-slow', {
  detail: 'The request did not arrive in time. Send it again.',
});

export const incompleteBody = defineRefusal('too-slow', 'incomplete-body', {
  detail: 'The connection ended before the whole body arrived. Send it again.',
});

export const invalidHttp = defineRefusal('invalid', 'invalid-http', {
  detail: 'The request is not valid HTTP. Try again, or use another client.',
});

export const invalidTarget = defineRefusal('invalid', 'invalid-target', {
  detail: 'The request line must contain an http URL or a path.',
});

export const invalidHost = defineRefusal('invalid', 'invalid-host', {
  detail: 'The request must have exactly one Host header, with a host name and nothing else.',
});

export const foreignRequest = defineRefusal('forbidden', 'foreign-request', {
  when: 'A browser sent the request for another site.',
  detail:
    'A browser sent this request for another site, so it was refused. Send it from the pages of this service, or from a program.',
});

export const unknownPath = defineRefusal('not-found', 'unknown-path', {
  when: 'There is nothing at this path.',
  detail: (path: string) => `There is nothing at ${path}.`,
  example: ['/api/v1/people'],
});

export const methodNotAllowed = defineRefusal('method-not-allowed', 'method-not-allowed', {
  when: 'The path does not support the method.',
  detail: (method: string, allow: readonly string[]) =>
    `${method} is not allowed here. Allowed: ${allow.join(', ')}.`,
  facts: (_, allow) => ({ allow }),
  example: ['PUT', ['GET', 'POST']],
});

export const invalidJson = defineRefusal('invalid', 'invalid-json', {
  when: 'The body is not JSON.',
  detail: 'The body is not valid JSON (UTF-8).',
});

export const forbiddenMember = defineRefusal('invalid', 'invalid-json', {
  id: 'forbidden-member',
  detail: 'The body has a member "__proto__", which is not an attribute. Leave it out.',
});

export const bodyTooLarge = defineRefusal('too-large', 'too-large', {
  id: 'body-too-large',
  when: 'The body is larger than 10,485,760 bytes.',
  detail: (limit: number, advice: string) => `The body is larger than ${limit} bytes. ${advice}`,
  example: [10_485_760, 'Send it in several requests.'],
});

export const notJsonType = defineRefusal('unsupported-media-type', 'unsupported-media-type', {
  when: 'The body is not of type JSON.',
  detail: (type: string) => `A body of type "${type}" is not supported. Send JSON, ${JSON_TYPES}.`,
  example: ['application/x-www-form-urlencoded'],
});

export const notCsvType = defineRefusal('unsupported-media-type', 'unsupported-media-type', {
  id: 'not-csv',
  when: 'The body is not of type CSV.',
  detail: (type: string) =>
    `A body of type "${type}" is not supported. Send CSV, with the header Content-Type: text/csv.`,
  example: ['application/json'],
});

export const compressedBody = defineRefusal('unsupported-media-type', 'unsupported-media-type', {
  id: 'compressed',
  when: 'The body is compressed.',
  detail: (encoding: string) =>
    `A body with Content-Encoding "${encoding}" is not supported. Send it uncompressed.`,
  example: ['gzip'],
});

export const undeclaredType = defineRefusal('unsupported-media-type', 'unsupported-media-type', {
  id: 'undeclared-type',
  when: 'A browser sent a body without its type.',
  detail: `A browser must declare the type of the body, ${JSON_TYPES}.`,
});

export const notAnObject = defineRefusal('invalid', 'invalid-input', {
  id: 'not-an-object',
  detail: 'The body must be a JSON object.',
});

type Faults = NonNullable<ErrorFacts['faults']>;

export const invalidInput = defineRefusal('invalid', 'invalid-input', {
  when: 'A field is wrong, missing or unknown: `errors` lists each one.',
  detail: (faults: Faults) => faults.map(({ detail }) => detail).join(' '),
  facts: (faults) => ({ faults }),
  example: [[{ pointer: '/nmae', detail: 'Property nmae should not exist.' }]],
});

/** The same in a query. */
export const invalidQuery: ShownRefusal = {
  ...invalidInput.shownWith([{ pointer: '/limit', detail: 'limit must not be greater than 100.' }]),
  id: 'invalid-query',
  when: 'A query parameter is wrong or unknown: `errors` lists each one.',
};
