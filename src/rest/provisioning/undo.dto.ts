import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsString, MaxLength, ValidateIf } from 'class-validator';
import { Choice, FlagField, Id, Text, Value } from '../../platform/http/fields.js';
import type { MadeLocalResult, ShownJob } from '../../provisioning/undo/shown-job.js';
import { MOST_USERS, UNDOABLE, type Undoable, type UndoChoice } from '../../provisioning/undo/undo-choice.js';
import type { UndoEntry } from '../../provisioning/undo/undo-entries.js';
import type { UndoPlan } from '../../provisioning/undo/undo.service.js';
import {
  JOB_KINDS,
  JOB_STATES,
  type JobKind,
  type JobState,
} from '../../provisioning/undo/undo-job.entity.js';

const given = (_: object, value: unknown) => value !== undefined;

export class UndoRequest implements UndoChoice {
  @FlagField({
    presence: 'optional',
    description: 'Only show what it would do',
    default: false,
    example: true,
  })
  dryRun: boolean = false;

  @ApiProperty({
    description: 'Only these kinds of changes; all of them by default',
    enum: UNDOABLE,
    isArray: true,
    minItems: 1,
    required: false,
    example: ['deactivated'],
  })
  @ValidateIf(given)
  @IsIn(UNDOABLE, { each: true })
  @ArrayMaxSize(UNDOABLE.length)
  @ArrayNotEmpty()
  @IsArray()
  only?: Undoable[];

  @ApiProperty({
    description: 'Only what happened to these people, by their ids',
    type: [String],
    minItems: 1,
    maxItems: MOST_USERS,
    required: false,
    example: ['0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91'],
  })
  @ValidateIf(given)
  @MaxLength(36, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(MOST_USERS)
  @ArrayNotEmpty()
  @IsArray()
  users?: string[];
}

export class UndoEntryResponse implements UndoEntry {
  @Choice(['User', 'Group'], 'User')
  resourceType: 'User' | 'Group';

  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91')
  id: string;

  @Text('mira.vos@acme.example', 'The name before the run')
  name: string | null;

  @Value('active', 'The attribute; `created` or `deleted` for the user or group itself')
  path: string;

  @ApiProperty({
    type: String,
    required: false,
    description: 'Why it is skipped or not possible',
    example: 'Changed since by anna.devries@acme.example.',
  })
  reason?: string;
}

export class UndoTotalsResponse {
  @Value(412) restore: number;
  @Value(3) skip: number;
  @Value(0) impossible: number;
}

export class UndoPlanResponse implements UndoPlan {
  @ApiProperty({ type: [UndoEntryResponse], description: 'What is restored; the first 1,000 entries' })
  restore: UndoEntryResponse[];

  @ApiProperty({
    type: [UndoEntryResponse],
    description: 'What stays, because it no longer has the value of the run; the first 1,000 entries',
  })
  skip: UndoEntryResponse[];

  @ApiProperty({ type: [UndoEntryResponse], description: 'What cannot be restored; the first 1,000 entries' })
  impossible: UndoEntryResponse[];

  @ApiProperty({ type: UndoTotalsResponse })
  totals: UndoTotalsResponse;
}

export class UndoStartedResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e95', 'Of the job, for `GET /api/v1/jobs/{id}`')
  job: string;
}

export class UndoResultResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92', 'The run that is undone')
  run: string;

  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e96', 'The run that the undo forms; it can be undone as well')
  undoRun: string;

  @ApiProperty({ type: UndoTotalsResponse })
  totals: UndoTotalsResponse;

  @ApiProperty({ type: [UndoEntryResponse], description: 'The first entries that were skipped' })
  skip: UndoEntryResponse[];

  @ApiProperty({ type: [UndoEntryResponse], description: 'The first entries that were not possible' })
  impossible: UndoEntryResponse[];
}

export class DeactivationTotalsResponse {
  @Value(411, 'People who are deactivated') deactivate: number;
  @Value(1, 'People who stay active') keep: number;
}

export class DeactivationResultResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e96', 'The run that it formed, which can be undone')
  run: string;

  @ApiProperty({ type: DeactivationTotalsResponse })
  totals: DeactivationTotalsResponse;

  @ApiProperty({ type: [UndoEntryResponse], description: 'The first people who stay active, and why' })
  keep: UndoEntryResponse[];
}

export class MadeLocalResultResponse implements MadeLocalResult {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e96', 'The run that it formed, which can be undone')
  run: string;

  @Value(442, 'How many users and groups are local now that were not')
  total: number;
}

export class JobResponse implements ShownJob {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e95')
  id: string;

  @Choice(
    JOB_KINDS,
    'undo',
    '`undo` of a run; `deactivation` of those whom an identity provider managed, or `make-local`, which forgets who managed them',
  )
  kind: JobKind;

  @Choice(JOB_STATES, 'running')
  state: JobState;

  @Value(120, 'How many steps are done')
  done: number;

  @Value(824, 'How many steps there are')
  of: number;

  @Value(
    0,
    'How many of the people who were restored have been deactivated or deleted again by identity providers',
  )
  deactivatedAgain: number;

  @ApiProperty({ type: UndoResultResponse, required: false, description: 'Of an undo, once it has ended' })
  result?: UndoResultResponse;

  @ApiProperty({
    type: DeactivationResultResponse,
    required: false,
    description: 'Of a deactivation, once it has ended',
  })
  deactivation?: DeactivationResultResponse;

  @ApiProperty({
    type: MadeLocalResultResponse,
    required: false,
    description: 'Of making everybody local, once it has ended',
  })
  madeLocal?: MadeLocalResultResponse;
}
