import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';

/** Sets the header `Location` on a POST that creates a resource: the URL of the collection and the new id. */
@Injectable()
export class LocationInterceptor implements NestInterceptor<{ id: string }> {
  intercept(context: ExecutionContext, next: CallHandler<{ id: string }>): Observable<{ id: string }> {
    const http = context.switchToHttp();
    const { publicUrl, routeOptions } = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(tap(({ id }) => void reply.header('location', `${publicUrl}${routeOptions.url ?? ''}/${id}`)));
  }
}
