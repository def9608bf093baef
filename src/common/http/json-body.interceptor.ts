import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { defer, from, lastValueFrom, switchMap, type Observable } from 'rxjs';
import { parse } from 'secure-json-parse';
import { DomainError, invalid } from '../errors.js';
import { isLarge, LargeBodies } from './large-bodies.js';
import { isUnread, readBody } from './read-body.js';

/** The largest body that is read, in bytes: a group of some 50,000 members fits. */
export const BODY_LIMIT = 10_485_760;

/** Of somebody whom no guard has let in: a name and a password is all there is to send. */
const ANONYMOUS_BODY_LIMIT = 65_536;

/** How many members one object may have. Each has to be looked at, during which nobody else is served. */
const MOST_MEMBERS = 5_000;

/** A request, with whom a guard has found, if one stands before the route. */
type GuardedRequest = FastifyRequest & { user?: { accountId?: string } };

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

/**
 * Reads the JSON body. It runs after the guards, so that a caller without a valid credential gets 401 whatever
 * it sends, and nothing of it is kept in memory. Throws `unsupported-media-type`, `too-large`, `throttled`, and
 * `invalid` (`invalid-json`) for a body that is no JSON.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  private readonly large = new LargeBodies();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { user, body: stream } = request;
    if (!METHODS_WITH_BODY.has(request.method) || !isUnread(stream)) return next.handle();
    const handled = defer(() => readJson(request, stream)).pipe(
      switchMap((body) => {
        request.body = body;
        return next.handle();
      }),
    );
    if (user?.accountId === undefined || !isLarge(request)) return handled;
    return from(this.large.take(user.accountId, () => lastValueFrom(handled)));
  }
}

async function readJson(request: GuardedRequest, stream: IncomingMessage): Promise<unknown> {
  checkType(request);
  const bound = request.user === undefined ? ANONYMOUS_BOUND : BOUND;
  const bytes = await readBody(request, stream, bound);
  if (bytes.length === 0) return undefined;
  const body = parseJson(bytes);
  if (hasLargeObject(body)) {
    const detail = `An object in the body has more than ${MOST_MEMBERS} members. No resource has as many attributes.`;
    throw invalid(detail, { code: 'too-many-members' });
  }
  return body;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return parse(text, { protoAction: 'error', constructorAction: 'ignore' });
  } catch (error) {
    const isForbidden = error instanceof SyntaxError && /forbidden prototype/.test(error.message);
    const detail = isForbidden
      ? 'The body has a member "__proto__", which is no attribute of anything. Leave it out.'
      : 'The body is no valid JSON text in UTF-8.';
    throw invalid(detail, { code: 'invalid-json', cause: error });
  }
}

/** Looks through a body without recursion, since it may be nested as deeply as it is long. */
function hasLargeObject(body: unknown): boolean {
  const open = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner: unknown[] = Object.values(value);
    if (inner.length > MOST_MEMBERS && !Array.isArray(value)) return true;
    for (const each of inner) if (typeof each === 'object') open.push(each);
  }
  return false;
}

function checkType({ headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== '' && !JSON_TYPE.test(type)) {
    throw new DomainError(
      'unsupported-media-type',
      `A body of type "${type}" cannot be read here. Send JSON, with the header Content-Type: application/json (or application/scim+json on SCIM).`,
    );
  }
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    throw new DomainError(
      'unsupported-media-type',
      `A body with Content-Encoding "${encoding}" cannot be read here. Send it as it is.`,
    );
  }
}

const boundOf = (limit: number, advice: string) => ({
  limit,
  tooLarge: () => new DomainError('too-large', `The body is larger than ${limit} bytes. ${advice}`),
});

const BOUND = boundOf(BODY_LIMIT, 'Send it in several requests.');
const ANONYMOUS_BOUND = boundOf(ANONYMOUS_BODY_LIMIT, 'Without a credential, nothing that long is read.');
