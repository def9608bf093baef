import { isObject } from '../../src/scim/protocol/value.js';
import { listFaults, objectFaults, ResourceValidator } from './resource-validator.js';
import type { Answer } from './scim-client.js';
import { expectedOf, isScimUrl, type Expected, type SentRequest } from './scim-request.js';
import { SERVICE_SCHEMAS } from './service-schemas.js';

type Json = Record<string, unknown>;

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:';
const CONTENT_TYPE = /^application\/scim\+json(?:; *charset=utf-8)?$/i;
/** RFC 9865 §2: unreserved URL characters only. */
const CURSOR = /^[\w.~-]+$/;
const ENTITY_TAG = /^W\/"[^"]+"$/;

/** The keywords of RFC 7644 §3.12 Table 9 and RFC 9865 §2.1, each with the status that it goes with. */
const KEYWORDS: Readonly<Record<string, number>> = {
  invalidFilter: 400,
  tooMany: 400,
  uniqueness: 409,
  mutability: 400,
  invalidSyntax: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidValue: 400,
  invalidVers: 400,
  sensitive: 403,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
};

/** Throws if a SCIM answer does not match the RFCs and the advertised schemas. */
export function requireAdvertised(request: SentRequest, answer: Answer): void {
  if (!isScimUrl(request.url)) return;
  const faults = answerFaults(request, answer);
  if (faults.length === 0) return;
  const text = JSON.stringify(answer.body).slice(0, 2000);
  throw new Error(
    [`${request.method} ${request.url} has a wrong answer, ${answer.status}:`, ...faults, text].join('\n'),
  );
}

/** The differences between an answer and the RFCs and advertised schemas, one line each. */
export function answerFaults(request: SentRequest, { status, headers, body }: Answer): string[] {
  if (status === 204 || status === 304) return Object.keys(body).length > 0 ? [`${status} has a body`] : [];
  const type = headers.get('content-type') ?? '';
  return [
    ...(CONTENT_TYPE.test(type) ? [] : [`Content-Type is "${type}"`]),
    ...(status >= 400
      ? [...errorFaults(body, status), ...errorHeaderFaults(headers, status)]
      : successFaults(request, { status, headers, body })),
  ];
}

function successFaults(request: SentRequest, answer: Answer): string[] {
  const expected = expectedOf(request);
  if (!expected) return ['nothing is served there'];
  if (expected.kind === 'bulk') return bulkFaults(answer.body);
  if (expected.kind === 'list') return pageFaults(answer.body, expected);
  return [...resourceFaults(answer.body, expected), ...headerFaults(answer, expected)];
}

/** RFC 7644 §3.12. */
function errorFaults(body: Json, status: number): string[] {
  const { schemas, status: named, scimType, detail, ...more } = body;
  return [
    ...listFaults(schemas, [`${MESSAGES}Error`]),
    ...(named === String(status) ? [] : [`status is ${JSON.stringify(named)}, not "${status}"`]),
    ...(scimType === undefined || (typeof scimType === 'string' && KEYWORDS[scimType] === status)
      ? []
      : [`scimType is ${JSON.stringify(scimType)} with ${status}`]),
    ...(typeof detail === 'string' && detail !== '' ? [] : ['detail is no text']),
    ...unknown(more),
  ];
}

function errorHeaderFaults(headers: Headers, status: number): string[] {
  const due = { 401: 'www-authenticate', 405: 'allow', 429: 'retry-after' }[status];
  return due === undefined || headers.has(due) ? [] : [`${due} is missing`];
}

/** RFC 7644 §3.4.2 and, for pages by cursor, RFC 9865 §2. */
function pageFaults(body: Json, expected: Expected): string[] {
  const { schemas, totalResults, itemsPerPage, startIndex, Resources, ...more } = body;
  const { nextCursor, previousCursor, ...unnamed } = more;
  if (!Array.isArray(Resources)) return ['Resources is no array'];
  const byCursor = expected.cursor !== undefined;
  const cursors = { nextCursor, previousCursor };
  return [
    ...listFaults(schemas, [`${MESSAGES}ListResponse`]),
    ...(isCount(totalResults) && totalResults >= Resources.length
      ? []
      : [`totalResults is ${JSON.stringify(totalResults)}, with ${Resources.length} Resources`]),
    ...(itemsPerPage === Resources.length
      ? []
      : [`itemsPerPage is ${JSON.stringify(itemsPerPage)}, with ${Resources.length} Resources`]),
    ...((byCursor ? startIndex === undefined : isCount(startIndex) && startIndex > 0)
      ? []
      : [`startIndex is ${JSON.stringify(startIndex)}`]),
    ...(previousCursor === undefined || expected.cursor !== ''
      ? []
      : ['the first page has a previousCursor']),
    ...Object.entries(cursors)
      .filter(([, cursor]) => cursor !== undefined && !(byCursor && fits(CURSOR, cursor)))
      .map(([name, cursor]) => `${name} is ${JSON.stringify(cursor)}`),
    ...unknown(unnamed),
    ...Resources.flatMap((each: unknown, index) =>
      resourceFaults(each, expected).map((fault) => `Resources[${index}]: ${fault}`),
    ),
  ];
}

function resourceFaults(body: unknown, { types, partial }: Expected): string[] {
  if (!isObject(body)) return ['is no object'];
  const validator = ResourceValidator.own();
  const listed = new Set([body['schemas']].flat());
  const [first = ''] = types;
  const name = types.find((each) => listed.has(schemaOf(each, validator))) ?? first;
  const service = SERVICE_SCHEMAS[name];
  if (!service) {
    return [...validator.faultsOf(body, name, { partial }), ...metaFaults(body, name, validator)];
  }
  const { schemas, ...attributes } = body;
  // The type without extensions says so.
  if (Array.isArray(attributes['schemaExtensions']) && attributes['schemaExtensions'].length === 0) {
    delete attributes['schemaExtensions'];
  }
  return [...listFaults(schemas, [service.id]), ...objectFaults(attributes, service.attributes, name)];
}

function schemaOf(name: string, { types }: ResourceValidator): unknown {
  return types.find((type) => type.name === name)?.schema;
}

function metaFaults({ id, meta }: Json, name: string, { types }: ResourceValidator): string[] {
  if (!isObject(meta)) return [];
  const { resourceType = name, location, version } = meta;
  const end = `${types.find((type) => type.name === name)?.endpoint}/${String(id)}`;
  return [
    ...(resourceType === name ? [] : [`meta.resourceType is ${JSON.stringify(resourceType)}`]),
    ...(location === undefined || (typeof location === 'string' && location.endsWith(end))
      ? []
      : [`meta.location is ${JSON.stringify(location)}`]),
    ...(version === undefined || fits(ENTITY_TAG, version)
      ? []
      : [`meta.version is ${JSON.stringify(version)}`]),
  ];
}

/** `Location` (RFC 7644 §3.3) and `ETag` (§3.14) say what `meta` says, where that is in the answer. */
function headerFaults({ status, headers, body }: Answer, { types, partial }: Expected): string[] {
  const meta = isObject(body['meta']) ? body['meta'] : {};
  const isVersioned = !types.some((type) => type in SERVICE_SCHEMAS);
  const facts = [
    { name: 'location', said: meta['location'], due: status === 201 },
    { name: 'content-location', said: meta['location'], due: false },
    { name: 'etag', said: meta['version'], due: isVersioned && !partial },
  ];
  return facts.flatMap(({ name, said, due }) => {
    const sent = headers.get(name);
    if (sent === null) return due ? [`${name} is missing`] : [];
    return said === undefined || sent === said
      ? []
      : [`${name} is ${sent}, but meta has ${JSON.stringify(said)}`];
  });
}

/** RFC 7644 §3.7.3. */
function bulkFaults(body: Json): string[] {
  const { schemas, Operations, ...more } = body;
  if (!Array.isArray(Operations)) return ['Operations is no array'];
  return [
    ...listFaults(schemas, [`${MESSAGES}BulkResponse`]),
    ...unknown(more),
    ...Operations.flatMap((each: unknown, index) =>
      (isObject(each) ? operationFaults(each) : ['is no object']).map(
        (fault) => `Operations[${index}]: ${fault}`,
      ),
    ),
  ];
}

function operationFaults({ method, status, response, location, version, bulkId, ...more }: Json): string[] {
  const code = typeof status === 'string' && /^[2-5]\d\d$/.test(status) ? Number(status) : undefined;
  if (code === undefined) return [`status is ${JSON.stringify(status)}`];
  const failed = code >= 400;
  const texts = { method, location, version, bulkId };
  return [
    ...Object.entries(texts)
      .filter(([, value]) => value !== undefined && typeof value !== 'string')
      .map(([name]) => `${name} is no text`),
    ...(method === undefined ? ['method is missing'] : []),
    ...(failed || location !== undefined ? [] : ['location is missing']),
    ...(version === undefined || fits(ENTITY_TAG, version) ? [] : [`version is ${JSON.stringify(version)}`]),
    ...(failed === isObject(response) ? [] : [failed ? 'response is missing' : 'response is no error']),
    ...(failed && isObject(response) ? errorFaults(response, code) : []),
    ...unknown(more),
  ];
}

function fits(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function unknown(more: Json): string[] {
  return Object.keys(more).map((name) => `${name} is unknown`);
}
