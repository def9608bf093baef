import { requireDocumented } from './documented-answers.js';
import { requireAdvertised } from './scim-answers.js';

/** An answer over HTTP. `body` is `{}` where there is none. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A resource as an answer holds it. */
export interface Resource {
  schemas: string[];
  id: string;
  meta: { resourceType: string; created: string; lastModified: string; location: string; version: string };
  [attribute: string]: unknown;
}

export interface ListResponse {
  schemas: string[];
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: Resource[];
}

export interface Operation {
  op: string;
  path?: string;
  value?: unknown;
}

export type RequestHeaders = Readonly<Record<string, string>>;

export const SCIM_TYPE = 'application/scim+json';

export const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The header of HTTP Basic. */
export function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

/**
 * Sends a request; a body that is not a string is sent as JSON. Throws if the answer is not JSON, or does not match the
 * advertised schemas or the OpenAPI document.
 */
export async function send(
  url: string,
  method: string,
  { headers = {}, body }: { headers?: RequestHeaders; body?: unknown } = {},
): Promise<Answer> {
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers,
    ...(payload === undefined ? {} : { body: Buffer.from(payload) }),
  });
  const text = await response.text();
  const answer = {
    status: response.status,
    headers: response.headers,
    body: bodyOf(response, text),
  };
  requireAdvertised({ url, method, body }, answer);
  requireDocumented({ url, method, body }, answer);
  return answer;
}

/** As Okta names itself. */
export const OKTA = 'Okta SCIM Client 1.0.0';
/** As Entra ID does. */
export const ENTRA = 'Microsoft Azure AD SCIM provisioning 1.0.0';

/** Calls `/SCIM/v2` with one credential. Paths begin behind that, such as `/Users`. */
export class ScimClient {
  constructor(
    readonly baseUrl: string,
    readonly authorization: string,
    private readonly userAgent?: string,
  ) {}

  /** The same credential in the hands of another client. */
  as(userAgent: string): ScimClient {
    return new ScimClient(this.baseUrl, this.authorization, userAgent);
  }

  get(path: string, headers?: RequestHeaders): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  patch(path: string, operations: readonly Operation[], headers?: RequestHeaders): Promise<Answer> {
    return this.send('PATCH', path, { schemas: [PATCH_OP], Operations: operations }, headers);
  }

  delete(path: string, headers?: RequestHeaders): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** POSTs a resource and returns it. Throws unless the answer is 201. */
  async create(path: string, body: Record<string, unknown>): Promise<Resource> {
    return resource(await this.post(path, body), 201);
  }

  /** GETs a resource. Throws unless the answer is 200. */
  async read(path: string): Promise<Resource> {
    return resource(await this.get(path));
  }

  /** GETs a list. Throws unless the answer is 200. */
  async list(path: string): Promise<ListResponse> {
    return requireStatus(await this.get(path), 200) as unknown as ListResponse;
  }

  /** The users or groups that match a filter, on one page. Throws unless the answer is 200. */
  async search(path: string, filter: string): Promise<Resource[]> {
    return (await this.list(`${path}?count=1000&filter=${encodeURIComponent(filter)}`)).Resources;
  }

  private send(method: string, path: string, body: unknown, headers: RequestHeaders = {}): Promise<Answer> {
    const type = body === undefined ? {} : { 'content-type': SCIM_TYPE };
    const client = this.userAgent === undefined ? {} : { 'user-agent': this.userAgent };
    return send(this.baseUrl + path, method, {
      headers: { authorization: this.authorization, ...type, ...client, ...headers },
      body,
    });
  }
}

/** The resource of an answer. Throws if the answer has another status. */
export function resource(answer: Answer, status = 200): Resource {
  return requireStatus(answer, status) as unknown as Resource;
}

/** The body of a SCIM error (RFC 7644 §3.12), for `toMatchObject`. */
export function scimError(status: number, facts: { scimType?: string; detail?: unknown } = {}) {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), ...facts };
}

function requireStatus({ status, body }: Answer, expected: number): Record<string, unknown> {
  if (status === expected) return body;
  throw new Error(`expected status ${expected}, got ${status}: ${JSON.stringify(body)}`);
}

/** The JSON of an answer; the text itself of a file. */
function bodyOf({ headers }: Response, text: string): Record<string, unknown> {
  const isFile = /^(?:text\/csv|application\/jsonl)/.test(headers.get('content-type') ?? '');
  const body: unknown = text === '' ? {} : isFile ? text : JSON.parse(text);
  return body as Record<string, unknown>;
}
