import type { Readable } from 'node:stream';
import { applyDecorators, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { unknownRun } from '../../provisioning/journal/refusals.js';
import {
  CHANGES_AT_ONCE,
  RUN_FILE_HEAD,
  changesFile,
  type ChangeFormat,
} from '../../provisioning/journal/run-files.js';
import { RunKeeper } from '../../provisioning/journal/run-keeper.service.js';
import { RunsService } from '../../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AnswersCsv } from '../../platform/http/csv-answer.js';
import { LargeAnswer } from '../../platform/http/large-answer.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';

const LINE_EXAMPLE = `${JSON.stringify({
  id: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e93',
  time: '2026-11-24T08:15:00.000Z',
  kind: 'deactivated',
  resourceType: 'User',
})}\n`;

/** A route that answers with a file of one JSON object per line. */
const AnswersJsonLines = (name: string, description: string): MethodDecorator =>
  applyDecorators(
    Header('content-type', 'application/jsonl'),
    Header('content-disposition', `attachment; filename="${name}"`),
    ApiProduces('application/jsonl'),
    ApiOkResponse({
      description,
      content: { 'application/jsonl': { schema: { type: 'string', example: LINE_EXAMPLE } } },
    }),
  );

@AdminEndpoint('provisioning/runs/:id', 'Provisioning')
export class RunFilesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: RunKeeper,
    private readonly runs: RunsService,
  ) {}

  @Get('changes.csv')
  @LargeAnswer()
  @Operation(
    'Download the changes of a run as CSV',
    'A line for each changed attribute, oldest first. Texts that a spreadsheet would take for formulas begin with an apostrophe.',
  )
  @AnswersCsv('run.csv', 'A file with a line for each changed attribute', RUN_FILE_HEAD)
  @Refuses(unknownRun)
  csv(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<Readable> {
    return this.file(user, id, 'csv');
  }

  @Get('changes.jsonl')
  @LargeAnswer()
  @Operation(
    'Download the changes of a run as JSON Lines',
    'A JSON object for each change, oldest first, as in the list of its changes.',
  )
  @AnswersJsonLines('run.jsonl', 'A file with a line for each change')
  @Refuses(unknownRun)
  jsonLines(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<Readable> {
    return this.file(user, id, 'jsonl');
  }

  private async file({ accountId }: UserPrincipal, id: string, format: ChangeFormat): Promise<Readable> {
    await this.keeper.countAll(accountId);
    await this.unitOfWork.read(accountId, (tx) => this.runs.get(tx, id));
    return changesFile(format, (cursor) =>
      this.unitOfWork.read(accountId, (tx) => this.runs.changes(tx, id, { cursor, limit: CHANGES_AT_ONCE })),
    );
  }
}
