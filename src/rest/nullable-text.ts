import { ApiProperty } from '@nestjs/swagger';

/** A text in an answer that may be null. */
export const NullableText = (example: string | null, description?: string): PropertyDecorator =>
  ApiProperty({
    type: String,
    nullable: true,
    ...(description === undefined ? {} : { description }),
    example,
  });
