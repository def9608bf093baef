import { ApiPropertyOptional } from '@nestjs/swagger';
import { LogPageOf } from '../log-query.dto.js';
import { PageOf } from '../page.dto.js';
import {
  Choice,
  ChoiceField,
  FlagField,
  Id,
  Text,
  TextField,
  Time,
  TimeOrNull,
  Value,
} from '../../platform/http/fields.js';
import { AUTHOR_KINDS, CHANNELS, type AuthorKind, type Channel } from '../../platform/database/author.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import type { OperatorRow } from '../../operators/operators.service.js';
import {
  PLATFORM_ACTIONS,
  type PlatformAction,
  type PlatformEntry,
} from '../../operators/platform-entry.entity.js';
import { ChosenPassword } from '../../auth/passwords/chosen-password.js';

const ID = '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60';

export class NewOperatorBody {
  @TextField({
    description: 'Login name, without a colon',
    max: NAME_LENGTH,
    example: 'sanne@declaree.example',
  })
  username: string;

  @ChosenPassword('clearable', 'Leave out to generate one; it is shown once')
  password?: string | null;
}

export class OperatorChangesBody {
  @FlagField({
    presence: 'clearable',
    description: 'Whether the operator is blocked from logging in',
    example: true,
  })
  disabled?: boolean | null;

  @ChoiceField([true], {
    presence: 'clearable',
    description: 'Generate a new password, shown once, and end all sessions',
    example: true,
  })
  resetPassword?: true | null;
}

export class OperatorResponse implements OperatorRow {
  @Id(ID)
  id: string;

  @Value('sanne@declaree.example')
  userName: string;

  @Time('2026-03-02T09:14:07.251Z')
  createdAt: string;

  @TimeOrNull(null, 'When the operator was disabled; null if enabled')
  disabledAt: string | null;
}

export class ChangedOperatorResponse extends OperatorResponse {
  @ApiPropertyOptional({ description: 'Only in this answer, and only if it was generated' })
  password?: string;
}

export class OperatorPageResponse extends PageOf(OperatorResponse) {}

export class PlatformEntryResponse implements PlatformEntry {
  @Id(ID)
  id: string;

  @Time('2026-03-02T09:14:07.251Z')
  time: string;

  @Value('Sanne', 'Login name; for the command line, the member of staff')
  actor: string;

  @Choice(AUTHOR_KINDS, 'operator')
  actorKind: AuthorKind;

  @Text(ID)
  actorId: string | null;

  @Choice(CHANNELS, 'rest')
  via: Channel;

  @Text('192.0.2.17')
  address: string | null;

  @Choice(PLATFORM_ACTIONS, 'operator.disabled')
  action: PlatformAction;

  @Value(ID, 'Id of the operator or the account')
  subjectId: string;

  @Value('old@declaree.example', 'Login name of the operator, or slug of the account')
  subjectName: string;

  @Text(null)
  detail: string | null;
}

export class PlatformTrailResponse extends LogPageOf(PlatformEntryResponse) {}
