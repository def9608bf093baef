import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  AUDIT_ACTIONS,
  AUDIT_SUBJECTS,
  type AuditAction,
  type AuditSubjectType,
} from '../../accounts/audit-entry.entity.js';
import type { AuditQuery, AuditRow, AuditSubject } from '../../accounts/audit.service.js';
import type { ReadChange } from '../../common/changes.js';
import { LogQueryDto } from '../log-query.dto.js';
import { AUTHOR_KINDS, WAYS, type AuthorKind, type Way } from '../../platform/database/author.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { ChangeResponse } from '../provisioning/events.dto.js';

export class AuditListQuery extends LogQueryDto implements AuditQuery {
  @ApiPropertyOptional({ enum: AUDIT_ACTIONS, description: 'Only entries of this kind' })
  @IsOptional()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  @ApiPropertyOptional({
    description: 'Only actions of this login name or member of staff',
    maxLength: NAME_LENGTH,
  })
  @IsOptional()
  @MaxLength(NAME_LENGTH)
  @IsString()
  actor?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Only actions by or on the user with this id',
  })
  @IsOptional()
  @IsUUID()
  user?: string;
}

class AuditSubjectResponse implements AuditSubject {
  @ApiProperty({ enum: AUDIT_SUBJECTS, example: 'user' })
  type: AuditSubjectType;

  @ApiProperty({ type: String, nullable: true, example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91' })
  id: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its name at the time; null once the person has been erased',
    example: 'mira.vos@acme.example',
  })
  name: string | null;
}

export class AuditEntryResponse implements AuditRow {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' })
  time: string;

  @ApiProperty({
    description: 'Login name of the author; for the command line, the member of staff',
    example: 'support@declaree.example',
  })
  actor: string;

  @ApiProperty({
    type: String,
    enum: [...AUTHOR_KINDS, null],
    nullable: true,
    description: 'null in old entries, from before this was recorded',
    example: 'operator',
  })
  actorKind: AuthorKind | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the user or the operator',
    example: '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f',
  })
  actorId: string | null;

  @ApiProperty({
    type: String,
    enum: [...WAYS, null],
    nullable: true,
    description:
      'The interface used; `cli` is the command line. Changes over SCIM are in the provisioning log',
    example: 'rest',
  })
  via: Way | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'IP address of the client',
    example: '192.0.2.17',
  })
  address: string | null;

  @ApiProperty({ enum: AUDIT_ACTIONS, example: 'scim.enabled' })
  action: AuditAction;

  @ApiProperty({
    type: AuditSubjectResponse,
    nullable: true,
    description: 'The user or object that was changed',
  })
  subject: AuditSubject | null;

  @ApiProperty({ type: [ChangeResponse] })
  changes: readonly ReadChange[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The reason, or the extent',
    example: 'Ticket 4711: the customer starts with Okta on Monday',
  })
  detail: string | null;
}

export class AuditListResponse {
  @ApiProperty({ type: [AuditEntryResponse] })
  items: AuditRow[];

  @ApiProperty({ type: String, nullable: true, description: 'null on the last page', example: null })
  nextCursor: string | null;
}
