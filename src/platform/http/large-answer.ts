import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { AnsweredRequest } from './pending-answer.js';

/** How much memory is reserved for a large answer, in bytes: a piece of it, as text and as values. */
const RESERVED = 2_097_152;

/** Reserves memory for an answer that may be large, before anything is read for it. */
@Injectable()
class LargeAnswerInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    await context.switchToHttp().getRequest<AnsweredRequest>().answer?.makeRoom(RESERVED);
    return next.handle();
  }
}

/**
 * A route whose answer may be large. It waits while clients have too many such answers unread, of its account
 * or of all accounts.
 */
export const LargeAnswer = (): MethodDecorator => applyDecorators(UseInterceptors(LargeAnswerInterceptor));
