import { readFile } from 'node:fs/promises';
import { isObject } from '../../src/scim/protocol/value.js';
import { differences, fill, type Captured } from './match.js';
import { SCIM_TYPE, send, type Answer } from './scim-client.js';

/** What a real client sends, one request after another, and what it must be answered. */
export interface Transcript {
  title: string;
  /** How the client shows who it is: user name and password, a key behind `Bearer`, or the key by itself. */
  credential: 'basic' | 'bearer' | 'key';
  /** How many users the account has before, besides its admin. */
  users?: number;
  /** The headers that the client sends always, and those that go along with a body. */
  headers: Record<string, string>;
  bodyHeaders: Record<string, string>;
  steps: readonly Step[];
}

export interface Step {
  name: string;
  request: {
    method: string;
    /** Behind `/SCIM/v2`, but for paths that begin with `/api/`. */
    path: string;
    /** Other headers than the client's own; null leaves one out. */
    headers?: Record<string, string | null>;
    /** Name of an answer that is sent back, with `body` laid over it. */
    echo?: string;
    body?: unknown;
  };
  response: {
    status: number;
    headers?: Record<string, string>;
    body?: unknown;
    /** Name by which later steps find the whole body. */
    capture?: string;
  };
}

export interface Stage {
  url: string;
  authorization: string;
  /** What placeholders can name from the beginning. */
  captured: Record<string, unknown>;
}

/** Reads a transcript of `test/fixtures`. */
export async function readTranscript(path: string): Promise<Transcript> {
  const text = await readFile(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
  return JSON.parse(text) as Transcript;
}

/** Sends the requests and throws at the first answer that is not the expected one, telling the step and what differs. */
export async function replay(
  { headers, bodyHeaders, steps }: Transcript,
  { url, authorization, captured: given }: Stage,
): Promise<void> {
  const captured: Captured = new Map(Object.entries({ baseUrl: `${url}/SCIM/v2`, ...given }));
  for (const { name, request, response } of steps) {
    const body = requestBody(request, captured);
    const path = String(fill(request.path, captured));
    const answer = await send(
      path.startsWith('/api/') ? url + path : `${url}/SCIM/v2${path}`,
      request.method,
      {
        headers: present({
          authorization,
          ...headers,
          ...(body === undefined ? {} : bodyHeaders),
          ...request.headers,
        }),
        body,
      },
    );
    const found = check(response, answer, captured, path.startsWith('/api/') ? 'application/' : SCIM_TYPE);
    if (found.length > 0) {
      throw new Error(
        [`step "${name}" (${request.method} ${path})`, ...found, JSON.stringify(answer.body)].join('\n  '),
      );
    }
    if (response.capture !== undefined) captured.set(response.capture, answer.body);
  }
}

function check(
  { status, body, headers = {} }: Step['response'],
  answer: Answer,
  captured: Captured,
  type: string,
): string[] {
  const sentType = answer.headers.get('content-type') ?? '';
  const hasBody = Object.keys(answer.body).length > 0;
  return [
    ...differences(status, answer.status, captured, 'status'),
    ...(hasBody && !sentType.startsWith(type) ? [`Content-Type: expected ${type}, got ${sentType}`] : []),
    ...(body === undefined ? [] : differences(body, answer.body, captured)),
    ...Object.entries(headers).flatMap(([name, value]) =>
      differences(value, answer.headers.get(name) ?? undefined, captured, name),
    ),
  ];
}

function requestBody({ echo, body }: Step['request'], captured: Captured): unknown {
  const own = body === undefined ? undefined : fill(body, captured);
  if (echo === undefined) return own;
  if (!captured.has(echo)) throw new Error(`no answer was captured as ${echo}`);
  return own === undefined ? captured.get(echo) : laidOver(captured.get(echo), own);
}

/** Okta's profile over what the server printed: values replace values, also whole lists. */
function laidOver(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  const merged = Object.entries(above).map(([key, value]) => [key, laidOver(below[key], value)]);
  return { ...below, ...Object.fromEntries(merged) };
}

function present(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
