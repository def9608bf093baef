import { ApiProperty } from '@nestjs/swagger';
import {
  AUDIT_ACTIONS,
  AUDIT_SUBJECTS,
  type AuditAction,
  type AuditSubjectType,
} from '../../accounts/audit-entry.entity.js';
import type { AuditQuery, AuditRow, AuditSubject } from '../../accounts/audit.service.js';
import type { ReadChange } from '../../common/changes.js';
import {
  Choice,
  ChoiceField,
  Id,
  Text,
  TextField,
  Time,
  UuidField,
  Value,
} from '../../platform/http/fields.js';
import { LogPageOf, LogQueryDto } from '../log-query.dto.js';
import { AUTHOR_KINDS, CHANNELS, type AuthorKind, type Channel } from '../../platform/database/author.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { ChangeResponse } from '../provisioning/events.dto.js';

export class AuditListQuery extends LogQueryDto implements AuditQuery {
  @ChoiceField(AUDIT_ACTIONS, { presence: 'optional', description: 'Only entries of this kind' })
  action?: AuditAction;

  @TextField({
    presence: 'optional',
    description: 'Only actions of this login name or member of staff',
    max: NAME_LENGTH,
  })
  actor?: string;

  @UuidField('Only actions by or on the user with this id')
  user?: string;
}

class AuditSubjectResponse implements AuditSubject {
  @Choice(AUDIT_SUBJECTS, 'user')
  type: AuditSubjectType;

  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91')
  id: string | null;

  @Text('mira.vos@acme.example', 'Its name at the time; null once the person has been erased')
  name: string | null;
}

export class AuditEntryResponse implements AuditRow {
  @Id('01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60')
  id: string;

  @Time('2026-03-02T09:14:07.251Z')
  time: string;

  @Value('support@declaree.example', 'Login name of the author; for the command line, the member of staff')
  actor: string;

  @Choice([...AUTHOR_KINDS, null], 'operator', 'null in old entries, from before this was recorded')
  actorKind: AuthorKind | null;

  @Text('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f', 'Id of the user or the operator')
  actorId: string | null;

  @Choice(
    [...CHANNELS, null],
    'rest',
    'The interface used; `cli` is the command line. Changes over SCIM are in the provisioning log',
  )
  via: Channel | null;

  @Text('192.0.2.17', 'IP address of the client')
  address: string | null;

  @Choice(AUDIT_ACTIONS, 'scim.enabled')
  action: AuditAction;

  @ApiProperty({
    type: AuditSubjectResponse,
    nullable: true,
    description: 'The user or object that was changed',
  })
  subject: AuditSubject | null;

  @ApiProperty({ type: [ChangeResponse] })
  changes: readonly ReadChange[];

  @Text('Ticket 4711: the customer starts with Okta on Monday', 'The reason, or the extent')
  detail: string | null;
}

export class AuditListResponse extends LogPageOf(AuditEntryResponse) {}
