import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { AlarmBanners } from './alarm-banners.service.js';
import { keepNotice } from './notice.js';
import { renderPage } from './render-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** Turns the result of a console controller into HTML or a redirect. */
@Injectable()
export class PageInterceptor implements NestInterceptor<WebPage | Redirect, string> {
  constructor(private readonly banners: AlarmBanners) {}

  intercept(context: ExecutionContext, next: CallHandler<WebPage | Redirect>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (result) => {
        if (result instanceof Redirect) {
          if (result.notice) keepNotice(request, reply, result.notice);
          void reply.status(303).headers({ location: result.to, 'cache-control': 'no-store' });
          return '';
        }
        const { status, headers, body } = renderPage(result, request, reply, await this.banners.of(request));
        void reply.status(status).headers(headers);
        return body;
      }),
    );
  }
}
