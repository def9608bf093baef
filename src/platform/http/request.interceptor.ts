import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import type { AnswerBudgets } from './answer-budgets.js';
import type { BodyBudgets } from './body-budgets.js';
import { refuseForeignWrite } from './foreign-writes.js';
import { beginAnswer, type AnsweredRequest } from './pending-answer.js';
import { readRequestBody, unreadBody } from './request-body.js';

/**
 * What every request passes between its guards and its handler: the check against writes for another site,
 * room for the answer, then the body. One interceptor does all three, because each interceptor of a route
 * costs every request.
 */
@Injectable()
export class RequestInterceptor implements NestInterceptor {
  constructor(
    private readonly answers: AnswerBudgets,
    private readonly bodies: BodyBudgets,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AnsweredRequest>();
    // After the guards, so that the provisioning log shows whose credential was used.
    refuseForeignWrite(request);
    await beginAnswer(request, http.getResponse<FastifyReply>(), this.answers);
    const body = unreadBody(request);
    if (!body) return next.handle();
    const release = await readRequestBody(context, request, body, this.bodies);
    return next.handle().pipe(finalize(release));
  }
}
