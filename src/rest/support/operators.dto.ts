import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PageResponse } from '../page.dto.js';
import { AUTHOR_KINDS, CHANNELS, type AuthorKind, type Channel } from '../../platform/database/author.js';
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
    description: 'Login name, without a colon',
    maxLength: NAME_LENGTH,
    example: 'sanne@declaree.example',
  })
  @MaxLength(NAME_LENGTH)
  @IsString()
  username: string;

  @ApiPropertyOptional({
    description: 'Leave out to generate one; it is shown once',
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
  @ApiPropertyOptional({ description: 'Whether the operator is blocked from logging in', example: true })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  @ApiPropertyOptional({
    enum: [true],
    description: 'Generate a new password, shown once, and end all sessions',
    example: true,
  })
  @IsOptional()
  @IsIn([true])
  resetPassword?: true;
}

export class OperatorResponse implements OperatorRow {
  @ApiProperty({ format: 'uuid', example: ID }) id: string;
  @ApiProperty({ example: 'sanne@declaree.example' }) userName: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) createdAt: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the operator was disabled; null if enabled',
    example: null,
  })
  disabledAt: string | null;
}

export class ChangedOperatorResponse extends OperatorResponse {
  @ApiPropertyOptional({ description: 'Only in this answer, and only if it was generated' })
  password?: string;
}

export class OperatorPageResponse extends PageResponse {
  @ApiProperty({ type: [OperatorResponse] }) items: OperatorRow[];
}

export class PlatformEntryResponse implements PlatformEntry {
  @ApiProperty({ format: 'uuid', example: ID }) id: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) time: string;

  @ApiProperty({ description: 'Login name; for the command line, the member of staff', example: 'Sanne' })
  actor: string;

  @ApiProperty({ enum: AUTHOR_KINDS, example: 'operator' }) actorKind: AuthorKind;
  @NullableText(ID) actorId: string | null;
  @ApiProperty({ enum: CHANNELS, example: 'rest' }) via: Channel;
  @NullableText('192.0.2.17') address: string | null;
  @ApiProperty({ enum: PLATFORM_ACTIONS, example: 'operator.disabled' }) action: PlatformAction;
  @ApiProperty({ description: 'Id of the operator or the account', example: ID }) subjectId: string;

  @ApiProperty({
    description: 'Login name of the operator, or slug of the account',
    example: 'old@declaree.example',
  })
  subjectName: string;

  @NullableText(null) detail: string | null;
}

export class PlatformTrailResponse extends PageResponse {
  @ApiProperty({ type: [PlatformEntryResponse] }) items: PlatformEntry[];
}
