import type { Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { AlarmBanners } from './alarm-banners.service.js';
import { keepNotice } from './notice.js';
import { consentHeaders } from './consent-headers.js';
import { renderPage } from './render-page.js';
import { Download, Redirect, type WebPage } from './web-page.js';

type Result = WebPage | Redirect | Download;

/** Turns the result of a console controller into HTML, a file or a redirect. */
@Injectable()
export class PageInterceptor implements NestInterceptor<Result, string | Readable> {
  constructor(private readonly banners: AlarmBanners) {}

  intercept(context: ExecutionContext, next: CallHandler<Result>): Observable<string | Readable> {
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (result) => {
        if (result instanceof Redirect) {
          if (result.notice) keepNotice(request, reply, result.notice);
          const headers = { location: result.to, 'cache-control': 'no-store' };
          void reply.status(303).headers({ ...headers, ...consentHeaders(request) });
          return '';
        }
        if (result instanceof Download) {
          const disposition = `attachment; filename="${result.name}"`;
          const headers = { 'content-type': result.type, 'content-disposition': disposition };
          void reply.headers({ ...headers, 'cache-control': 'no-store' });
          return result.content;
        }
        const { status, headers, body } = renderPage(result, request, reply, await this.banners.of(request));
        void reply.status(status).headers(headers);
        return body;
      }),
    );
  }
}
