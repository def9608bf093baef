import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, ValidateIf } from 'class-validator';
import { ALARM_KINDS, type AlarmKind } from '../../provisioning/alarms/alarm.entity.js';
import type { AlarmRow } from '../../provisioning/alarms/open-alarms.service.js';
import { Choice, Id, IntegerField, Text, Time, TimeOrNull, UuidField } from '../../platform/http/fields.js';

const ID = '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90';

export class AlarmsQuery {
  @ApiProperty({
    type: Boolean,
    required: false,
    description: 'Whether it is open: nobody has marked it as seen, and it has not closed by itself',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  open?: boolean;

  @UuidField('`nextCursor` of the previous page')
  cursor?: string;

  @IntegerField({ description: 'Alarms per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;
}

export class AlarmResponse implements AlarmRow {
  @Id(ID) id: string;

  @Choice(
    ALARM_KINDS,
    'mass-change',
    '`mass-change`: a run took access from unusually many people; `refused-deactivation`: the identity provider tried to deactivate somebody, who still has access; `silence`: a connection has stopped calling; `deactivated-again`: it takes access again from people whose access an undo had restored',
  )
  kind: AlarmKind;

  @Time('2026-11-24T08:15:04.000Z') at: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: ID,
    description: 'The run that raised it; for `deactivated-again`, the run that was undone',
  })
  runId: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'Who still has access',
  })
  userId: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'Which connection is silent: the id of the user or of the OAuth connection',
  })
  connectionId: string | null;

  @Text(null, 'Their user name; null for other alarms, and for somebody who is gone') userName: string | null;

  @Text(
    'Okta has deactivated 412 of 900 active users. An alarm is raised above 25 and 10 %.',
    'What has happened',
  )
  detail: string | null;

  @TimeOrNull(null, 'When it was marked as seen, or closed by itself') acknowledgedAt: string | null;
  @Text(null, 'Who has marked it as seen; `Declaree` if it closed by itself')
  acknowledgedBy: string | null;
}

export class AlarmsResponse {
  @ApiProperty({ type: [AlarmResponse] })
  items: AlarmRow[];

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: ID,
    description: 'For the next page; null on the last',
  })
  nextCursor: string | null;
}
