import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { takesCsv } from './csv-body.js';
import { DomainError } from '../../common/errors.js';
import { parseJson } from '../../common/json/parse-json.js';
import { BODY_LIMIT, SMALL_BODY, type BodyBudgets } from './body-budgets.js';
import { isScimPath, pathOf } from './request-path.js';
import { declaredLength, isUnread, readBody, type BodyBound } from './read-body.js';
import {
  bodyTooLarge,
  compressedBody,
  forbiddenMember,
  invalidJson,
  notCsvType,
  notJsonType,
} from './refusals.js';

/** A request, with the caller if the route has a guard. */
type GuardedRequest = FastifyRequest & { user?: { accountId?: string } };

/** Reserves memory for a number of bytes; throws if there is none. */
type MakeRoom = (bytes: number) => Promise<void>;

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const CSV_TYPE = /^text\/(?:csv|plain)$/;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

/**
 * Reads the JSON body, or the CSV body of routes with `CsvBody`, as bytes, and stores what it says in `request.body`. Call
 * after the guards, so that a caller without a valid credential gets 401 and uses no memory.
 * @returns releases the memory that is reserved for the body
 * @throws DomainError `unsupported-media-type`, `too-large`, `throttled`, and `invalid` (`invalid-json`, and the codes of
 * `JsonBlocks`)
 */
export async function readRequestBody(
  context: ExecutionContext,
  request: GuardedRequest,
  stream: IncomingMessage,
  budgets: BodyBudgets,
): Promise<() => void> {
  const sender = request.user?.accountId ?? request.ip;
  const releases: (() => void)[] = [];
  const release = () => releases.forEach((each) => each());
  const room = async (bytes: number) => void releases.push(await budgets.take(sender, bytes));
  try {
    request.body = await (takesCsv(context) ? readCsvBody : readJson)(request, stream, room);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** The body of a request that may have one, not read yet; undefined for all others. */
export function unreadBody(request: FastifyRequest): IncomingMessage | undefined {
  const { body } = request;
  return mayHaveBody(request) && isUnread(body) ? body : undefined;
}

/** A REST DELETE may have a body with a reason; on SCIM it is ignored (RFC 9110 §9.3.5). */
function mayHaveBody({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'DELETE') return METHODS_WITH_BODY.has(method);
  return /^\/api\//i.test(url) && /^application\/json\b/i.test(headers['content-type'] ?? '');
}

async function readJson(request: GuardedRequest, stream: IncomingMessage, room: MakeRoom): Promise<unknown> {
  checkType(request, JSON_TYPE, notJsonType);
  const bound = request.user === undefined ? ANONYMOUS_BOUND : BOUND;
  const bytes = await readBounded(request, stream, bound, room);
  if (bytes.length === 0) return undefined;
  try {
    // SCIM reads whole numbers as strings.
    return await parseJson(bytes, { digitsOnly: isScimPath(pathOf(request)) });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const isForbidden = error instanceof SyntaxError && /forbidden prototype/.test(error.message);
    throw (isForbidden ? forbiddenMember() : invalidJson()).with({ cause: error });
  }
}

function readCsvBody(request: GuardedRequest, stream: IncomingMessage, room: MakeRoom): Promise<Buffer> {
  checkType(request, CSV_TYPE, notCsvType);
  return readBounded(request, stream, CSV_BOUND, room);
}

async function readBounded(
  request: GuardedRequest,
  stream: IncomingMessage,
  bound: BodyBound,
  room: MakeRoom,
): Promise<Buffer> {
  const expected = declaredLength(request) ?? SMALL_BODY;
  if (expected <= bound.limit) await room(expected);
  return readBody(request, stream, bound, () => room(bound.limit));
}

function checkType(
  { headers }: FastifyRequest,
  accepted: RegExp,
  refusal: (type: string) => DomainError,
): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== '' && !accepted.test(type)) throw refusal(type);
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw compressedBody(encoding);
}

/** For callers without a credential, who only send a name and a password. */
const ANONYMOUS_BODY_LIMIT = SMALL_BODY;

const boundOf = (limit: number, advice: string): BodyBound => ({
  limit,
  tooLarge: () => bodyTooLarge(limit, advice),
});

const BOUND = boundOf(BODY_LIMIT, 'Send it in several requests.');
const CSV_BOUND = boundOf(BODY_LIMIT, 'Leave out columns that are not compared.');
const ANONYMOUS_BOUND = boundOf(ANONYMOUS_BODY_LIMIT, 'Without a credential, the limit is low.');
