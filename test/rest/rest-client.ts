import type { TestApp } from '../support/app.js';
import type { TestAccount } from '../support/accounts.js';
import { basic, send, type Answer, type RequestHeaders } from '../support/scim-client.js';

/** Calls `/api/v1` with one credential, or with none. Paths are relative to that, such as `/users`. */
export class RestClient {
  constructor(
    private readonly app: TestApp,
    private readonly authorization?: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers?: RequestHeaders): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  put(path: string): Promise<Answer> {
    return this.send('PUT', path);
  }

  delete(path: string, headers?: RequestHeaders): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** POSTs and returns the new resource. Throws unless the answer is 201. */
  async create(path: string, body: unknown): Promise<Stored> {
    return stored(await this.post(path, body), 201);
  }

  /** GETs a resource. Throws unless the answer is 200. */
  async read(path: string): Promise<Stored> {
    return stored(await this.get(path), 200);
  }

  private send(method: string, path: string, body?: unknown, headers: RequestHeaders = {}): Promise<Answer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const credential = this.authorization === undefined ? {} : { authorization: this.authorization };
    return send(`${this.app.url}/api/v1${path}`, method, {
      headers: { ...credential, ...type, ...headers },
      body,
    });
  }
}

/** An organization, user or group in an answer. */
export interface Stored {
  id: string;
  version: number;
  [field: string]: unknown;
}

/** REST with the password of the account's admin. */
export function restOf(app: TestApp, { admin }: TestAccount): RestClient {
  return new RestClient(app, basic(admin.userName, admin.password));
}

/** The body of an answer. Throws if the status differs. */
export function stored({ status, body }: Answer, expected = 200): Stored {
  if (status === expected) return body as Stored;
  throw new Error(`expected status ${expected}, got ${status}: ${JSON.stringify(body)}`);
}

/** The items of a page. Throws unless the answer is 200. */
export function items(answer: Answer): Stored[] {
  return stored(answer)['items'] as Stored[];
}

/** A refusal, for `toMatchObject`. */
export function problem(status: number, code: string, pointer?: string) {
  return { status, body: { status, code, ...(pointer === undefined ? {} : { errors: [{ pointer }] }) } };
}
