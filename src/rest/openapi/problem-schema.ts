import type { SchemaObject } from '@nestjs/swagger';

/** A refusal of REST: problem details (RFC 9457) with a code for programs and a pointer to each fault. */
export const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'A refusal (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string', description: 'Always `about:blank`; see `code`.' },
    title: { type: 'string', description: 'The status in words.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What is wrong and what to change.' },
    code: { type: 'string', description: 'A stable code for programs.' },
    instance: { type: 'string', description: 'The path of the request.' },
    errors: {
      type: 'array',
      description: 'Every fault in the body.',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer to the field.' },
          detail: { type: 'string', description: 'What is wrong with it.' },
        },
      },
    },
  },
};
