import type { TestApp } from '../../support/app.js';
import { send, type Answer } from '../../support/scim-client.js';

const ACCOUNTS = '/api/v1/support/accounts';

/** Calls `/api/v1/support/accounts` with one credential; `path` is relative to that. */
export class SupportClient {
  constructor(
    private readonly app: TestApp,
    private readonly authorization: string,
  ) {}

  get(path = ''): Promise<Answer> {
    return this.send('GET', path);
  }

  create(body: unknown): Promise<Answer> {
    return this.send('POST', '', body);
  }

  switchScim(id: string, body: unknown): Promise<Answer> {
    return this.send('PUT', `/${id}/modules/scim`, body);
  }

  private send(method: string, path: string, body?: unknown): Promise<Answer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: this.authorization, ...type };
    return send(this.app.url + ACCOUNTS + path, method, { headers, body });
  }
}

/** The items of a page. Throws unless the answer is 200. */
export function items({ status, body }: Answer): Record<string, unknown>[] {
  if (status !== 200) throw new Error(`expected status 200, got ${status}: ${JSON.stringify(body)}`);
  return body['items'] as Record<string, unknown>[];
}
