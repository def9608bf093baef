import { applyDecorators, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

const CSV_BODY = Symbol('csv body');

/** A route whose body is a CSV file of at most `BODY_LIMIT` bytes; the handler's `@Body()` is a Buffer. */
export const CsvBody = (description: string, example: string) =>
  applyDecorators(
    SetMetadata(CSV_BODY, true),
    ApiConsumes('text/csv'),
    ApiBody({ description, schema: { type: 'string', example } }),
  );

export function takesCsv(context: ExecutionContext): boolean {
  return Reflect.getMetadata(CSV_BODY, context.getHandler()) === true;
}
