import { createHash, randomBytes } from 'node:crypto';
import { addOperator, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { ConsoleClient, openConsole, type PageAnswer } from '../support/console.js';
import { basic, ScimClient, type RequestHeaders } from '../support/scim-client.js';
import { RestClient, restOf, stored } from '../rest/rest-client.js';

/** An answer of the token service. */
export interface OauthAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A client of an account or of the catalogue, with its secret. */
export interface TestClient {
  id: string;
  clientId: string;
  secret: string;
}

/** Where Okta sends people back to. */
export const OKTA_CALLBACK = 'https://system-admin.okta.com/admin/app/cpc/declaree/oauth/callback';

/** Sends a form to the token service. A value that is undefined is left out; a list is sent several times. */
export async function sendForm(
  { url }: Pick<TestApp, 'url'>,
  path: string,
  form: Record<string, string | readonly string[] | undefined>,
  headers: RequestHeaders = {},
): Promise<OauthAnswer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of [value ?? []].flat()) body.append(name, each);
  }
  const response = await fetch(url + path, { method: 'POST', body, headers });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<OauthAnswer> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, body };
}

export const askToken = (
  app: Pick<TestApp, 'url'>,
  form: Record<string, string | readonly string[] | undefined>,
  headers?: RequestHeaders,
) => sendForm(app, '/oauth/token', form, headers);

/** The form of a client with its secret in the body. */
export const withSecret = ({ clientId, secret }: TestClient) => ({
  client_id: clientId,
  client_secret: secret,
});

/** Gets an access token with a secret. Throws if that is refused. */
export async function accessToken(app: Pick<TestApp, 'url'>, client: TestClient): Promise<string> {
  const answer = await askToken(app, { grant_type: 'client_credentials', ...withSecret(client) });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return String(answer.body['access_token']);
}

/** SCIM with an access token. */
export const scimWith = (app: TestApp, token: string) =>
  new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${token}`);

/** Creates a connection of the account. */
export async function addClient(
  app: TestApp,
  account: TestAccount,
  body: Record<string, unknown> = {},
): Promise<TestClient> {
  const created = await restOf(app, account).create('/oauth-clients', {
    name: `Connection ${randomBytes(4).toString('hex')}`,
    kind: 'secret',
    ...body,
  });
  return { id: created.id, clientId: String(created['clientId']), secret: String(created['secret']) };
}

/** Registers a catalogue client. */
export async function addCatalogueClient(
  app: TestApp,
  body: Record<string, unknown> = {},
): Promise<TestClient> {
  const operator = new RestClient(app, await addOperator(app));
  const answer = await operator.post('/support/oauth-clients', {
    name: 'Okta',
    redirectUris: [OKTA_CALLBACK],
    ...body,
  });
  const created = stored(answer, 201);
  return { id: created.id, clientId: String(created['clientId']), secret: String(created['secret']) };
}

/** A verifier and its challenge (RFC 7636). */
export function newPkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The parameters of an authorization request. */
export const authorizationQuery = (
  { clientId }: Pick<TestClient, 'clientId'>,
  more: Record<string, string> = {},
): Record<string, string> => ({
  response_type: 'code',
  client_id: clientId,
  redirect_uri: OKTA_CALLBACK,
  state: 'state 1',
  scope: 'scim',
  ...more,
});

/** Opens the page that asks the account's administrator, and answers it. Returns the redirect to the app. */
export async function decide(
  app: TestApp,
  account: TestAccount,
  query: Record<string, string>,
  fields: Record<string, string> = { decision: 'allow' },
): Promise<URL> {
  const client = await openConsole(app, account.admin);
  await openRequest(client, query);
  const answer = await client.post(requestPath(query), fields);
  const location = answer.headers.get('location');
  if (answer.status !== 303 || location === null) throw new Error(`${answer.status}: ${answer.text}`);
  return new URL(location);
}

export function openRequest(client: ConsoleClient, query: Record<string, string>): Promise<PageAnswer> {
  return client.get(requestPath(query));
}

/** The path of an authorization request. Its answer is sent to the same. */
export const requestPath = (query: Record<string, string>): string =>
  `/oauth/authorize?${new URLSearchParams(query).toString()}`;

/** Allows the client, and exchanges the code. */
export async function authorize(
  app: TestApp,
  account: TestAccount,
  client: TestClient,
): Promise<{ access_token: string; refresh_token: string; code: string }> {
  const { verifier, challenge } = newPkce();
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
  const answered = await decide(app, account, authorizationQuery(client, pkce));
  const code = answered.searchParams.get('code') ?? '';
  const { status, body } = await askToken(app, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: OKTA_CALLBACK,
    code_verifier: verifier,
    ...withSecret(client),
  });
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return { code, access_token: String(body['access_token']), refresh_token: String(body['refresh_token']) };
}

export const clientBasic = ({ clientId, secret }: TestClient) => ({
  authorization: basic(clientId, secret),
});
