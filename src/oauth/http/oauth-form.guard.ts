import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM_TYPE, readFormBody, type FormRules } from '../../platform/http/form-body.js';
import { invalidRequest } from '../oauth-error.js';

const FORM_LIMIT = 32_768;

const FORM: FormRules = {
  limit: FORM_LIMIT,
  otherType: `The body must be a form (${FORM_TYPE}).`,
  tooLarge: `The form is larger than ${FORM_LIMIT} bytes.`,
  notText: 'The form is not valid UTF-8 text.',
};

/** Reads the form of a request to the token service, which takes nothing else (RFC 6749 §3.2). Throws `invalid_request`. */
@Injectable()
export class OauthFormGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.headers['content-type'] === undefined) throw invalidRequest(FORM.otherType);
    request.body = await readFormBody(request, FORM);
    return true;
  }
}
