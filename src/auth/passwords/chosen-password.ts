import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** Minimum length; the mix of characters does not matter (NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 12;

/** Limits the cost of hashing. */
export const LONGEST_PASSWORD = 1024;

/** Decorates a DTO member: a chosen password of 12 to 1,024 characters. */
export const ChosenPassword = ({ required = true } = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      required,
      format: 'password',
      writeOnly: true,
      minLength: SHORTEST_PASSWORD,
      maxLength: LONGEST_PASSWORD,
      example: 'correct horse battery staple',
    }),
    IsString(),
    Length(SHORTEST_PASSWORD, LONGEST_PASSWORD),
  );
