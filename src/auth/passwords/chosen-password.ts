import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** The least that people may choose: length is what counts, not the mix of characters (NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 12;

/** More would only make the hash's work larger. */
export const LONGEST_PASSWORD = 1024;

/** On a member of a request: a password that somebody chooses, of 12 to 1,024 characters. */
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
