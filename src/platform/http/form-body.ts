import type { FastifyRequest } from 'fastify';
import { DomainError, invalid } from '../../common/errors.js';
import { isUnread, readBody } from './read-body.js';

/** The media type of a form. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** How large a form may be, in bytes, and the words of its refusals. */
export interface FormRules {
  limit: number;
  otherType: string;
  tooLarge: string;
  notText: string;
}

/**
 * Reads the form in the body of a request; empty if there is no body. Throws `unsupported-media-type`, `too-large`, and
 * `invalid` for a body that is not UTF-8.
 */
export async function readFormBody(
  request: FastifyRequest,
  { limit, otherType, tooLarge, notText }: FormRules,
): Promise<URLSearchParams> {
  const stream = request.body;
  if (!isUnread(stream)) return new URLSearchParams();
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== FORM_TYPE) throw new DomainError('unsupported-media-type', otherType);
  const bound = { limit, tooLarge: () => new DomainError('too-large', tooLarge) };
  const bytes = await readBody(request, stream, bound);
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(notText, { cause: error });
  }
}
