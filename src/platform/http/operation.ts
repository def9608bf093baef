import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';

/** What the OpenAPI document says about an operation. */
export const Operation = (summary: string, description?: string): MethodDecorator =>
  ApiOperation({ summary, ...(description !== undefined && { description }) });

/** A route that answers 204, without a body; `done` says what has been done. */
export const AnswersNothing = (done: string): MethodDecorator =>
  applyDecorators(HttpCode(204), ApiNoContentResponse({ description: done }));
