import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PageResponse } from '../page.dto.js';
import { AUTHOR_KINDS, WAYS, type AuthorKind, type Way } from '../../platform/database/author.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import type { OperatorRow } from '../../operators/operators.service.js';
import {
  PLATFORM_ACTIONS,
  type PlatformAction,
  type PlatformEntry,
} from '../../operators/platform-entry.entity.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../auth/passwords/chosen-password.js';

const ID = '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60';

export class NewOperatorBody {
  @ApiProperty({
    description: 'Login name; no colon',
    maxLength: NAME_LENGTH,
    example: 'sanne@declaree.example',
  })
  @MaxLength(NAME_LENGTH)
  @IsString()
  username: string;

  @ApiPropertyOptional({
    description: 'Made up and shown once where it is left out',
    type: String,
    nullable: true,
    format: 'password',
    minLength: SHORTEST_PASSWORD,
    maxLength: LONGEST_PASSWORD,
    example: 'correct horse battery staple',
  })
  @IsOptional()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  @IsString()
  password?: string | null;
}

export class OperatorChangesBody {
  @ApiPropertyOptional({ description: 'Whether it may log in no more', example: true })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  @ApiPropertyOptional({
    enum: [true],
    description: 'Make up a new password, which ends the sessions; it is shown once',
    example: true,
  })
  @IsOptional()
  @IsIn([true])
  resetPassword?: true;
}

export class OperatorResponse implements OperatorRow {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ example: 'sanne@declaree.example' })
  userName: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' })
  createdAt: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it may not log in; null while it may',
    example: null,
  })
  disabledAt: string | null;
}

export class ChangedOperatorResponse extends OperatorResponse {
  @ApiPropertyOptional({ description: 'Only where it was made up here, and only this once' })
  password?: string;
}

export class OperatorPageResponse extends PageResponse {
  @ApiProperty({ type: [OperatorResponse] })
  items: OperatorRow[];
}

export class PlatformEntryResponse implements PlatformEntry {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' })
  time: string;

  @ApiProperty({ description: 'Login name, or the member of staff on the command line', example: 'Sanne' })
  actor: string;

  @ApiProperty({ enum: AUTHOR_KINDS, example: 'operator' })
  actorKind: AuthorKind;

  @ApiProperty({ type: String, nullable: true, example: ID })
  actorId: string | null;

  @ApiProperty({ enum: WAYS, example: 'rest' })
  via: Way;

  @ApiProperty({ type: String, nullable: true, example: '192.0.2.17' })
  address: string | null;

  @ApiProperty({ enum: PLATFORM_ACTIONS, example: 'operator.disabled' })
  action: PlatformAction;

  @ApiProperty({ description: 'Of the operator or the account', example: ID })
  subjectId: string;

  @ApiProperty({
    description: 'Login name of the operator, or slug of the account',
    example: 'old@declaree.example',
  })
  subjectName: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  detail: string | null;
}

export class PlatformTrailResponse extends PageResponse {
  @ApiProperty({ type: [PlatformEntryResponse] })
  items: PlatformEntry[];
}
