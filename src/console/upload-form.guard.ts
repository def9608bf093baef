import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, invalid } from '../common/errors.js';
import { BODY_LIMIT, BodyBudgets } from '../platform/http/body-budgets.js';
import { declaredLength, isUnread, readBody, type BodyBound } from '../platform/http/read-body.js';
import { isForeign } from '../platform/http/request-origin.js';
import { SESSION_COOKIE } from './console-cookie.js';
import { isFormToken, TOKEN_FIELD } from './form-token.js';
import { foreignForm, staleForm } from './refusals.js';

/** Besides the file: the token, and what separates the parts (RFC 7578). */
const LIMIT = BODY_LIMIT + 16_384;

const BOUND: BodyBound = {
  limit: LIMIT,
  tooLarge: () =>
    new DomainError('too-large', `The file is larger than ${BODY_LIMIT} bytes. Leave out some columns.`),
};

/** A request whose form has a file. */
export interface UploadRequest extends FastifyRequest {
  upload?: Uint8Array;
  user?: { accountId?: string };
}

/**
 * Reads a form with one file, for administrators. Throws `forbidden` if another site sent it or it lacks the session's
 * token, `unsupported-media-type`, `too-large`, `throttled`, and `invalid` for a body that is not such a form. Runs after
 * `SessionGuard`.
 */
@Injectable()
export class UploadFormGuard implements CanActivate {
  constructor(private readonly budgets: BodyBudgets) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<UploadRequest>();
    if (request.method !== 'POST') return true;
    if (isForeign(request)) throw foreignForm();
    const { body: stream, user } = request;
    const type = request.headers['content-type'] ?? '';
    if (!isUnread(stream) || !/^multipart\/form-data\b/i.test(type)) {
      throw new DomainError('unsupported-media-type', 'This page only accepts a form with a file.');
    }
    // The memory is reserved until the request is answered.
    const expected = Math.min(declaredLength(request) ?? LIMIT, BODY_LIMIT);
    const release = await this.budgets.take(user?.accountId ?? request.ip, expected);
    context.switchToHttp().getResponse<FastifyReply>().raw.once('close', release);
    const form = await parts(type, await readBody(request, stream, BOUND));
    const session = SESSION_COOKIE.find(request);
    const token = form.get(TOKEN_FIELD);
    if (session === undefined || typeof token !== 'string' || !isFormToken(session, token)) throw staleForm();
    request.upload = await fileOf(form);
    request.body = new URLSearchParams();
    return true;
  }
}

async function parts(type: string, bytes: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch (error) {
    throw invalid('The form is not valid. Go back, reload the page and send it again.', { cause: error });
  }
}

/** The bytes of the file; empty if none was chosen. */
async function fileOf(form: FormData): Promise<Uint8Array> {
  const file = form.get('file');
  return file === null || typeof file === 'string'
    ? new Uint8Array()
    : new Uint8Array(await file.arrayBuffer());
}
