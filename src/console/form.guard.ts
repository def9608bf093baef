import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM_TYPE, readFormBody, type FormRules } from '../platform/http/form-body.js';
import { isForeign } from '../platform/http/request-origin.js';
import { SESSION_COOKIE } from './console-cookie.js';
import { isFormToken, TOKEN_FIELD } from './form-token.js';
import { foreignForm, staleForm } from './refusals.js';

const FORM_LIMIT = 65_536;

const FORM: FormRules = {
  limit: FORM_LIMIT,
  otherType: `This page accepts forms only (${FORM_TYPE}). Programs can use the API, described at /docs.`,
  tooLarge: `The form is larger than ${FORM_LIMIT} bytes. Go back, shorten your text and send the form again.`,
  notText: 'The form is not valid UTF-8 text. Go back, reload the page and send it again.',
};

/**
 * Reads the form of a POST. Throws `forbidden` if another site sent it, `unsupported-media-type`, `too-large`, and
 * `invalid` for a body that is not a form.
 */
@Injectable()
export class FormGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'POST') return true;
    if (isForeign(request)) throw foreignForm();
    const fields = await readFormBody(request, FORM);
    this.check(request, fields);
    request.body = fields;
    return true;
  }

  /** Throws a DomainError for a form that must not be processed. */
  protected check(_request: FastifyRequest, _fields: URLSearchParams): void {}
}

/** Like `FormGuard`, but also throws `forbidden` for a form without the session's token. Runs after `SessionGuard`. */
@Injectable()
export class SessionFormGuard extends FormGuard {
  protected override check(request: FastifyRequest, fields: URLSearchParams): void {
    const session = SESSION_COOKIE.find(request);
    const token = fields.get(TOKEN_FIELD);
    if (session !== undefined && token !== null && isFormToken(session, token)) return;
    throw staleForm();
  }
}
