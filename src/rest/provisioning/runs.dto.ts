import { ApiProperty } from '@nestjs/swagger';
import { AUTHOR_KINDS, CHANNELS, type AuthorKind, type Channel } from '../../platform/database/author.js';
import {
  Choice,
  ChoiceField,
  Id,
  IntegerField,
  Text,
  Time,
  TimeOrNull,
  UuidField,
  Value,
} from '../../platform/http/fields.js';
import { CHANGE_KINDS, type ChangeKind } from '../../provisioning/journal/journal-change.entity.js';
import type { RunCounts } from '../../provisioning/journal/run-counts.js';
import type { ShownRun } from '../../provisioning/journal/shown-run.js';
import type { ReadChange } from '../../provisioning/journal/runs.service.js';
import { changedValues } from '../../provisioning/journal/changed-values.js';
import { LogPageOf } from '../log-query.dto.js';
import { ChangeResponse } from './events.dto.js';

export class RunsQuery {
  @ChoiceField(CHANNELS, { presence: 'optional', description: 'Only changes through this channel' })
  via?: Channel;

  @IntegerField({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;

  @UuidField('The `nextCursor` of the previous page')
  cursor?: string;
}

export class RunChangesQuery {
  @IntegerField({ description: 'Items per page', minimum: 1, maximum: 500, default: 100 })
  limit: number = 100;

  @UuidField('The `nextCursor` of the previous page')
  cursor?: string;
}

export class RunConnectionResponse {
  @Choice(AUTHOR_KINDS, 'user')
  kind: AuthorKind;

  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90', 'Of the user, the operator or the OAuth connection')
  id: string | null;

  @Value('okta@acme.example', 'The login name, or the name of the connection')
  name: string;

  @Choice(CHANNELS, 'scim')
  via: Channel;

  @Text('Okta SCIM Client', 'The product in the `User-Agent` of the client; null if there is none')
  client: string | null;
}

const count = (name: string) => ({ type: Number, minimum: 0, example: name === 'deactivated' ? 412 : 0 });

export class RunCountsResponse implements RunCounts {
  @ApiProperty(count('created')) created: number;
  @ApiProperty({
    ...count('changed'),
    description: 'Users and groups whose values changed, or that another connection or none now manages',
  })
  changed: number;
  @ApiProperty(count('deactivated')) deactivated: number;
  @ApiProperty(count('reactivated')) reactivated: number;
  @ApiProperty(count('deleted')) deleted: number;
  @ApiProperty(count('groupsCreated')) groupsCreated: number;
  @ApiProperty(count('groupsDeleted')) groupsDeleted: number;
  @ApiProperty(count('membersAdded')) membersAdded: number;
  @ApiProperty(count('membersRemoved')) membersRemoved: number;
  @ApiProperty({ ...count('refused'), description: 'Requests that failed' }) refused: number;
}

export class RunResponse implements ShownRun {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92')
  id: string;

  @ApiProperty({ type: RunConnectionResponse, description: 'Who made the changes' })
  connection: RunConnectionResponse;

  @Time('2026-11-24T08:15:00.000Z', 'The first change')
  firstAt: string;

  @Time('2026-11-24T08:15:06.000Z', 'The last change so far')
  lastAt: string;

  @ApiProperty({ type: RunCountsResponse })
  counts: RunCountsResponse;

  @TimeOrNull('2026-11-24T08:15:04.000Z', 'When it raised an alarm; null if it did not')
  alarm: string | null;

  @Text(null, 'The id of the run that this one undoes')
  undoOf: string | null;

  @Text(null, 'The id of the last run that undoes this one')
  undoneBy: string | null;

  @Value(false, 'Whether only some of its changes were chosen to be undone')
  undoneInPart: boolean;
}

export class RunPageResponse extends LogPageOf(RunResponse) {}

export class RunChangeResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e93')
  id: string;

  @Time('2026-11-24T08:15:00.000Z')
  time: string;

  @Choice(
    CHANGE_KINDS,
    'deactivated',
    '`manager`: the manager was bound or released because another user changed; `members`: members of a group; `ownership`: another connection manages it, or none',
  )
  kind: ChangeKind;

  @Choice(['User', 'Group'], 'User')
  resourceType: 'User' | 'Group';

  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91')
  resourceId: string | null;

  @Text('mira.vos@acme.example', 'The name before the change')
  name: string | null;

  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e94', 'The event in the provisioning log')
  eventId: string | null;

  @ApiProperty({ type: [ChangeResponse] })
  changes: readonly ChangeResponse[];
}

export class RunChangePageResponse extends LogPageOf(RunChangeResponse) {}

/** @param changes its old and new values, masked for readers who may not see all of them */
export function changeResponse(
  change: ReadChange,
  changes: readonly ChangeResponse[] = changedValues(change),
): RunChangeResponse {
  const { id, time, kind, resourceType, resourceId, name, eventId } = change;
  return { id, time, kind, resourceType, resourceId, name, eventId, changes };
}
