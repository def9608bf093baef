import { expect } from 'vitest';
import { sendRaw, type RawRequest } from '../../support/raw-http.js';
import type { Tenant } from '../../support/two-accounts.js';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

export interface Outcome {
  status: number;
  /** The answer's text, shortened for test failures. */
  text: string;
  body: Record<string, unknown>;
}

/** Sends a request under `/SCIM/v2`, and checks that a refusal is a SCIM error (RFC 7644 §3.12) and not a 5xx. */
export async function sendToScim(
  url: string,
  { authorization }: Pick<Tenant, 'authorization'>,
  { headers, path, ...request }: RawRequest,
): Promise<Outcome> {
  const answer = await sendRaw(url, {
    ...request,
    path: `/SCIM/v2${path}`,
    headers: { authorization, ...(headers ?? { 'content-type': 'application/scim+json' }) },
  });
  const text = answer.text.slice(0, 2_000);
  const sent = { method: request.method, path: path.slice(0, 200), status: answer.status, text };
  expect(sent).toSatisfy(({ status }: typeof sent) => status >= 200 && status < 500);
  const body = (answer.text === '' ? {} : JSON.parse(answer.text)) as Record<string, unknown>;
  if (answer.status >= 400 && request.method !== 'HEAD') {
    expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
    expect(body).toMatchObject({ schemas: [ERROR], status: String(answer.status) });
    expect(body['detail']).toMatch(/\S/);
  }
  return { status: answer.status, text, body };
}

/** All users and groups of the account. */
export async function everything({ scim }: Tenant): Promise<unknown[]> {
  const users = await scim('GET /Users?count=1000');
  const groups = await scim('GET /Groups?count=1000');
  return [users.body.Resources, groups.body.Resources];
}
