import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { keepNotice } from './notice.js';
import { renderPage } from './render-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** Turns the result of a console controller into HTML or a redirect. */
@Injectable()
export class PageInterceptor implements NestInterceptor<WebPage | Redirect, string> {
  intercept(context: ExecutionContext, next: CallHandler<WebPage | Redirect>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result) => {
        if (result instanceof Redirect) {
          if (result.notice) keepNotice(request, reply, result.notice);
          void reply.status(303).headers({ location: result.to, 'cache-control': 'no-store' });
          return '';
        }
        const { status, headers, body } = renderPage(result, request, reply);
        void reply.status(status).headers(headers);
        return body;
      }),
    );
  }
}
