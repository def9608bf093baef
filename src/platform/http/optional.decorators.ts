import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, ValidateIf } from 'class-validator';

/** Allows to leave out a member, but not `null`. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A text that may be left out; `null` clears it. */
export const ClearableText = (description: string, example: string, maxLength = 1_000): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, minLength: 1, maxLength, example }),
    IsOptional(),
    IsString(),
    Length(1, maxLength),
  );
