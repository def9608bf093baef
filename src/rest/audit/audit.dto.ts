import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
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
import { AUTHOR_KINDS, CHANNELS, type AuthorKind, type Channel } from '../../platform/database/author.js';
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
  @ApiProperty({ enum: AUDIT_SUBJECTS, example: 'user' }) type: AuditSubjectType;
  @NullableText('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91') id: string | null;

  @NullableText('mira.vos@acme.example', 'Its name at the time; null once the person has been erased')
  name: string | null;
}

export class AuditEntryResponse implements AuditRow {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60' }) id: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) time: string;

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

  @NullableText('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f', 'Id of the user or the operator')
  actorId: string | null;

  @ApiProperty({
    type: String,
    enum: [...CHANNELS, null],
    nullable: true,
    description:
      'The interface used; `cli` is the command line. Changes over SCIM are in the provisioning log',
    example: 'rest',
  })
  via: Channel | null;

  @NullableText('192.0.2.17', 'IP address of the client') address: string | null;
  @ApiProperty({ enum: AUDIT_ACTIONS, example: 'scim.enabled' }) action: AuditAction;

  @ApiProperty({
    type: AuditSubjectResponse,
    nullable: true,
    description: 'The user or object that was changed',
  })
  subject: AuditSubject | null;

  @ApiProperty({ type: [ChangeResponse] }) changes: readonly ReadChange[];

  @NullableText('Ticket 4711: the customer starts with Okta on Monday', 'The reason, or the extent')
  detail: string | null;
}

export class AuditListResponse {
  @ApiProperty({ type: [AuditEntryResponse] }) items: AuditRow[];
  @NullableText(null, 'null on the last page') nextCursor: string | null;
}
