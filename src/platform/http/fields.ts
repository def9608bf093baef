import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { parseInstant } from '../../common/instant.js';

/** A required field must be sent; an optional one may be left out; a clearable one may also be null. */
export type Presence = 'required' | 'optional' | 'clearable';

interface FieldOptions {
  presence?: Presence;
  description?: string;
  example?: string | boolean;
  default?: string | boolean;
}

interface TextOptions extends FieldOptions {
  /** In characters. */
  min?: number;
  max: number;
  format?: 'password' | 'email';
  /** Whether it must contain more than white space. */
  notBlank?: boolean;
}

const NO_CHECK: Readonly<Record<Presence, readonly PropertyDecorator[]>> = {
  required: [],
  optional: [ValidateIf((_, value) => value !== undefined)],
  clearable: [IsOptional()],
};

/** A field of a request, in the OpenAPI document and for the validation. The first check that fails is reported. */
function field(presence: Presence, shown: ApiPropertyOptions, ...checks: PropertyDecorator[]) {
  return applyDecorators(
    ApiProperty({
      ...shown,
      required: presence === 'required',
      ...(presence === 'clearable' && { nullable: true }),
    } as ApiPropertyOptions),
    ...NO_CHECK[presence],
    ...checks,
  );
}

/** A text of a request. */
export const TextField = ({ presence = 'required', min, max, notBlank, ...shown }: TextOptions) =>
  field(
    presence,
    {
      type: String,
      ...(min !== undefined && { minLength: min }),
      maxLength: max,
      ...(shown.format === 'password' && { writeOnly: true }),
      ...shown,
    },
    shown.format === 'email' ? IsEmail() : IsString(),
    ...(notBlank ? [Matches(/\S/, { message: '$property must not be blank' })] : []),
    min === undefined ? MaxLength(max) : Length(min, max),
  );

/** A text of a user or a group that may be left out; null clears it. */
export const ClearableText = (description: string, example: string, max = 1_000) =>
  TextField({ presence: 'clearable', min: 1, max, description, example });

/** The id of a resource in a request. */
export const IdField = (presence: Presence, description: string, example: string) =>
  TextField({ presence, min: 1, max: 36, description, example });

/** A whole number in a body. */
export const NumberField = ({
  presence = 'required',
  ...shown
}: {
  presence?: Presence;
  description: string;
  minimum: number;
  maximum: number;
  example: number;
}) => field(presence, { type: 'integer', ...shown }, IsInt(), Max(shown.maximum), Min(shown.minimum));

/** True or false in a request. */
export const FlagField = ({ presence = 'required', ...shown }: FieldOptions = {}) =>
  field(presence, { type: Boolean, ...shown }, IsBoolean());

/** One of some texts in a request. */
export const ChoiceField = (values: readonly unknown[], { presence = 'required', ...shown }: FieldOptions) =>
  field(presence, { enum: [...values], ...shown }, IsIn(values));

/** A whole number in a query. */
export const IntegerField = (shown: {
  description: string;
  minimum: number;
  maximum: number;
  default: number;
}) =>
  field(
    'optional',
    { type: Number, ...shown },
    IsInt(),
    Max(shown.maximum),
    Min(shown.minimum),
    Type(() => Number),
  );

/** A number from 1 to `maximum` in a query, which may be left out. */
export const CountField = (description: string, maximum: number) =>
  field(
    'optional',
    { type: 'integer', minimum: 1, maximum, description },
    IsInt(),
    Max(maximum),
    Min(1),
    Type(() => Number),
  );

/** A UUID in a query. */
export const UuidField = (description: string) =>
  field('optional', { type: String, format: 'uuid', description }, IsUUID());

/** A date-time that exists, with its offset, in a request (RFC 3339); afterwards in UTC (ISO 8601). */
export const TimeField = (presence: Presence, description: string, example?: string) =>
  field(
    presence,
    { type: String, format: 'date-time', description, ...(example !== undefined && { example }) },
    Transform(({ value }: { value: unknown }) => inUtc(value)),
    ValidateBy(
      {
        name: 'isInstant',
        validator: { validate: (value) => typeof value === 'string' && parseInstant(value) !== undefined },
      },
      { message: '$property must be a date-time with its offset, such as 2030-12-31T23:59:59Z' },
    ),
  );

function inUtc(value: unknown): unknown {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant === undefined ? value : new Date(instant).toISOString();
}

const shownAs = (options: ApiPropertyOptions, example: unknown, description?: string) =>
  ApiProperty({ ...options, example, ...(description !== undefined && { description }) });

/** A field of an answer, with the type that it has in TypeScript. */
export const Value = (example: string | number | boolean, description?: string) =>
  shownAs({}, example, description);

/** A text of an answer that may be null. */
export const Text = (example: string | null, description?: string) =>
  shownAs({ type: String, nullable: true }, example, description);

/** The id of a resource in an answer. */
export const Id = (example: string, description?: string) =>
  shownAs({ format: 'uuid' }, example, description);

/** A date-time of an answer (ISO 8601, UTC). */
export const Time = (example: string, description?: string) =>
  shownAs({ format: 'date-time' }, example, description);

/** A date-time of an answer that may be null. */
export const TimeOrNull = (example: string | null, description?: string) =>
  shownAs({ type: String, format: 'date-time', nullable: true }, example, description);

/** One of some texts in an answer. */
export const Choice = (values: readonly (string | null)[], example: string, description?: string) =>
  shownAs(
    values.includes(null) ? { type: String, enum: [...values], nullable: true } : { enum: [...values] },
    example,
    description,
  );
