import { isObject } from '../../src/scim/protocol/value.js';

/** A request as a test sends it. */
export interface SentRequest {
  url: string;
  method: string;
  body?: unknown;
}

/** What a request must be answered with if it succeeds. */
export interface Expected {
  kind: 'resource' | 'list' | 'bulk';
  /** The names of the resource types that may be in the answer. */
  types: readonly string[];
  /** Whether the request asks for some attributes only, or for all but some. */
  partial: boolean;
  /** What the request says of pages by cursor; empty for the first page. */
  cursor: string | undefined;
}

type Json = Record<string, unknown>;

const SCIM_PATH = /^\/scim\/v2(?:\/|$)/i;

const ENDPOINTS: Readonly<Record<string, string>> = {
  users: 'User',
  groups: 'Group',
  roles: 'Role',
  entitlements: 'Entitlement',
  me: 'User',
  schemas: 'Schema',
  resourcetypes: 'ResourceType',
  serviceproviderconfig: 'ServiceProviderConfig',
};

/** What has no resource by itself, so that a GET of it alone is a list. */
const COLLECTIONS = new Set(['users', 'groups', 'roles', 'entitlements', 'schemas', 'resourcetypes']);

/** Whether a URL is one of the SCIM service. */
export function isScimUrl(url: string): boolean {
  return SCIM_PATH.test(new URL(url).pathname);
}

/** What the endpoint and the parameters promise (RFC 7644 §3.2); undefined where nothing is served. */
export function expectedOf(request: SentRequest): Expected | undefined {
  const path = new URL(request.url).pathname.replace(SCIM_PATH, '');
  const [endpoint = '', id] = path.split('/').filter((segment) => segment !== '');
  const name = endpoint.toLowerCase();
  const isSearch = (id ?? name).toLowerCase() === '.search';
  const parameters = isSearch ? bodyOf(request) : queryOf(request);
  const cursor = [parameters['cursor']].flat().find((each) => typeof each === 'string');
  const facts = {
    partial: isNaming(parameters['attributes']) || isNaming(parameters['excludedattributes']),
    cursor,
  };
  if (name === '.search') return { kind: 'list', types: ['User', 'Group'], ...facts };
  if (name === 'bulk') return { kind: 'bulk', types: [], ...facts };
  const type = ENDPOINTS[name];
  if (type === undefined) return undefined;
  const isList = isSearch || (id === undefined && request.method === 'GET' && COLLECTIONS.has(name));
  // Declaree's guide reads schemas under /ResourceTypes.
  const isSchema = name === 'resourcetypes' && id?.toLowerCase().startsWith('urn') === true;
  return { kind: isList ? 'list' : 'resource', types: [isSchema ? 'Schema' : type], ...facts };
}

function isNaming(names: unknown): boolean {
  return [names].flat().some((name) => typeof name === 'string' && /[^\s,]/.test(name));
}

function queryOf({ url }: SentRequest): Json {
  const parameters: Json = {};
  for (const [name, value] of new URL(url).searchParams) {
    const key = name.toLowerCase();
    parameters[key] = [parameters[key] ?? [], value].flat();
  }
  return parameters;
}

function bodyOf({ body }: SentRequest): Json {
  const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : body;
  return isObject(parsed) ? lowered(Object.entries(parsed)) : {};
}

function lowered(entries: [string, unknown][]): Json {
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
