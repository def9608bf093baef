import { readFile } from 'node:fs/promises';
import { isObject } from '../../src/scim/protocol/value.js';
import { differences, fill, type Captured } from './match.js';
import { SCIM_TYPE, send, type Answer } from './scim-client.js';

/** The requests of a real client, and the expected answers. */
export interface Transcript {
  title: string;
  /**
   * How the client shows who it is: user name and password, a key behind `Bearer`, the key by itself, or access tokens, which the
   * steps get for themselves.
   */
  credential: 'basic' | 'bearer' | 'key' | 'oauth';
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
    /** Behind `/SCIM/v2`, but for paths that begin with `/api/` or `/oauth/`. */
    path: string;
    /** Other headers than the client's own; null leaves one out. */
    headers?: Record<string, string | null>;
    /** Name of an answer that is sent back, with `body` laid over it. */
    echo?: string;
    body?: unknown;
    /** The fields of a form, instead of a body. */
    form?: Record<string, string>;
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

/**
 * Sends the requests until an answer differs, and returns the step, the differences and the answer; an empty list if
 * all are as expected.
 */
export async function replay(transcript: Transcript, stage: Stage): Promise<string[]> {
  const captured: Captured = new Map(Object.entries({ baseUrl: `${stage.url}/SCIM/v2`, ...stage.captured }));
  for (const { name, request, response } of transcript.steps) {
    const path = String(fill(request.path, captured));
    const answer = await ask(transcript, stage, { ...request, path }, captured);
    const found = differencesOf(response, answer, captured, isScim(path) ? SCIM_TYPE : 'application/');
    if (found.length > 0) {
      const line = `step "${name}": ${request.method} ${path}`;
      return [line, ...found, `answer: ${JSON.stringify(answer.body).slice(0, 1000)}`];
    }
    if (response.capture !== undefined) captured.set(response.capture, answer.body);
  }
  return [];
}

function isScim(path: string): boolean {
  return !/^\/(?:api|oauth)\//.test(path);
}

function ask(
  { headers, bodyHeaders }: Transcript,
  { url, authorization }: Stage,
  request: Step['request'],
  captured: Captured,
): Promise<Answer> {
  const body = requestBody(request, captured);
  const all = {
    Authorization: authorization,
    ...headers,
    ...(body === undefined ? {} : bodyHeaders),
    ...(request.form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ...(fill(request.headers ?? {}, captured) as Record<string, string | null>),
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return send(`${url}${isScim(request.path) ? '/SCIM/v2' : ''}${request.path}`, request.method, {
    headers: Object.fromEntries(sent),
    body,
  });
}

function differencesOf(
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

function requestBody({ echo, body, form }: Step['request'], captured: Captured): unknown {
  if (form !== undefined) {
    return new URLSearchParams(fill(form, captured) as Record<string, string>).toString();
  }
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
