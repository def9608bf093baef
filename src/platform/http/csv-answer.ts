import { applyDecorators, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** A route that answers with a CSV file of that name. */
export const AnswersCsv = (name: string, description: string): MethodDecorator =>
  applyDecorators(
    Header('content-type', CSV_TYPE),
    Header('content-disposition', `attachment; filename="${name}"`),
    ApiProduces('text/csv'),
    ApiOkResponse({ description, content: { 'text/csv': { schema: { type: 'string' } } } }),
  );
