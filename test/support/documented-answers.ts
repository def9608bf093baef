import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject } from '../../src/scim/protocol/value.js';
import type { Answer } from './scim-client.js';
import { expectedOf, isScimUrl, type SentRequest } from './scim-request.js';

type Json = Record<string, unknown>;

interface DocumentedAnswer {
  description?: string;
  headers?: Json;
  content?: Record<string, { schema?: object; examples?: Record<string, { value?: unknown }> }>;
}

interface DocumentedPath {
  template: string;
  pattern: RegExp;
  operations: Record<string, { responses: Record<string, DocumentedAnswer> }>;
}

const FILE = join(import.meta.dirname, '../../docs/openapi.json');
/** The document as it is, and in the variant for answers with `attributes`. */
const WHOLE = 'whole';
const PARTIAL = 'partial';

/** Where every answer with a body that is not empty has to be described. */
const SURFACES = /^\/(?:scim|api|health)(?:\/|$)/i;

/** Refusals that apply to every operation and are documented once. */
const GENERAL = new Set([400, 405, 408, 413, 415, 429, 431, 500, 503]);

/** Headers about the resource. */
const TELLING = ['etag', 'location', 'content-location'];

/** The OpenAPI document in `docs`, which another test compares with the server's. */
class DocumentedAnswers {
  private static ofFile: DocumentedAnswers | undefined;
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly paths: readonly DocumentedPath[];

  private constructor(document: Json) {
    this.ajv.addSchema(closed(document, []) as Json, WHOLE);
    this.ajv.addSchema(closed(document, ['required']) as Json, PARTIAL);
    this.paths = Object.entries(document['paths'] as Record<string, DocumentedPath['operations']>)
      .map(([template, operations]) => ({ template, operations, pattern: patternOf(template) }))
      // Literal segments take precedence over parameters, as in the router.
      .toSorted((a, b) => a.template.split('{').length - b.template.split('{').length);
  }

  static own(): DocumentedAnswers {
    return (this.ofFile ??= new this(JSON.parse(readFileSync(FILE, 'utf8')) as Json));
  }

  faultsOf(request: SentRequest, { status, headers, body }: Answer): string[] {
    const { pathname } = new URL(request.url);
    if (!SURFACES.test(pathname) || request.method === 'HEAD') return [];
    const path = this.paths.find(({ pattern }) => pattern.test(pathname));
    const method = request.method.toLowerCase();
    const responses = path?.operations[method]?.responses;
    if (!path || !responses) return status < 400 ? ['no such operation is documented'] : [];
    const key = String(status) in responses || !GENERAL.has(status) ? String(status) : 'default';
    const documented = responses[key];
    if (!documented) return [`the status ${status} is not documented`];
    const unsaid =
      status < 400 ? TELLING.filter((name) => headers.has(name) && !isSaid(name, documented)) : [];
    const faults = unsaid.map((name) => `the header ${name} is not documented`);
    if (Object.keys(body).length === 0 && !documented.content) return faults;
    const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
    if (!documented.content?.[type]?.schema) return [...faults, `a body of ${type} is not documented`];
    if (status >= 400) faults.push(...refusalFaults(body, documented, responses['default']));
    const where = ['paths', path.template, method, 'responses', key, 'content', type, 'schema'];
    return [...faults, ...this.bodyFaults(where, body, status < 400 && isPartial(request))];
  }

  private bodyFaults(where: readonly string[], body: Json, partial: boolean): string[] {
    const pointer = where.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    const $ref = `${partial ? PARTIAL : WHOLE}#/${pointer.join('/')}`;
    const fits = this.compiled.get($ref) ?? this.ajv.compile({ $ref });
    this.compiled.set($ref, fits);
    if (fits(body)) return [];
    return (fits.errors ?? []).map(({ instancePath, message, params }) => {
      return `${instancePath || 'the body'} ${message}: ${JSON.stringify(params)}`;
    });
  }
}

/** Throws if an answer of SCIM or REST does not match the OpenAPI document, member by member. */
export function requireDocumented(request: SentRequest, answer: Answer): void {
  const faults = DocumentedAnswers.own().faultsOf(request, answer);
  if (faults.length === 0) return;
  const text = JSON.stringify(answer.body).slice(0, 2000);
  throw new Error(
    [`${request.method} ${request.url} is answered ${answer.status}, which does not match docs/openapi.json:`]
      .concat(faults, text)
      .join('\n'),
  );
}

function patternOf(template: string): RegExp {
  const path = template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${path.replaceAll('/', '/+')}/*$`, 'i');
}

/** REST names the code of each refusal that an operation may answer, and SCIM shows one of each `scimType`. */
function refusalFaults(
  { code, scimType }: Json,
  answer: DocumentedAnswer,
  anyOther: DocumentedAnswer = {},
): string[] {
  if (typeof code === 'string') {
    const isNamed = [answer, anyOther].some(({ description = '' }) => description.includes(`\`${code}\``));
    return isNamed ? [] : [`the code ${code} is not documented`];
  }
  if (scimType === undefined || answer === anyOther) return [];
  const examples = Object.values(answer.content ?? {}).flatMap((each) => Object.values(each.examples ?? {}));
  const isShown = examples.some(({ value }) => isObject(value) && value['scimType'] === scimType);
  return isShown ? [] : [`the scimType ${JSON.stringify(scimType)} is not documented`];
}

function isSaid(name: string, { headers = {} }: DocumentedAnswer): boolean {
  return Object.keys(headers).some((each) => each.toLowerCase() === name);
}

function isPartial(request: SentRequest): boolean {
  return isScimUrl(request.url) && expectedOf(request)?.partial === true;
}

const OPAQUE = new Set(['example', 'examples']);

/** The document with every object closed: it may have the members that are named, and no other. Leaves keywords out. */
function closed(node: unknown, without: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((each) => closed(each, without));
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node)
      .filter(([name, value]) => !(Array.isArray(value) && without.includes(name)))
      .map(([name, value]) => [name, OPAQUE.has(name) ? value : closed(value, without)]),
  );
  return isObject(node['properties']) && !('additionalProperties' in node)
    ? { ...copy, additionalProperties: false }
    : copy;
}
