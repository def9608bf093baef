import { Body, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller } from '../../auth/principal.js';
import { unknownRun } from '../../provisioning/journal/refusals.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { nothingKept, undoRunning } from '../../provisioning/undo/refusals.js';
import { UndoService } from '../../provisioning/undo/undo.service.js';
import { UndoWorker } from '../../provisioning/undo/undo-worker.service.js';
import { UndoPlanResponse, UndoRequest, UndoStartedResponse } from './undo.dto.js';

@AdminEndpoint('provisioning/runs/:id/undo', 'Provisioning')
export class UndoController {
  constructor(
    private readonly undo: UndoService,
    private readonly worker: UndoWorker,
  ) {}

  @Post()
  @Operation(
    'Undo a run',
    'Restores each value that is still as the run left it. With `dryRun`, only shows what would be restored or skipped, and what is not possible. Otherwise starts a job.',
  )
  @ApiOkResponse({ type: UndoPlanResponse, description: 'The plan, with `dryRun`' })
  @ApiAcceptedResponse({ type: UndoStartedResponse, description: 'The job has started' })
  @Refuses(unknownRun, undoRunning, nothingKept)
  async start(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Body() { dryRun, ...choice }: UndoRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UndoPlanResponse | UndoStartedResponse> {
    if (dryRun) {
      reply.status(HttpStatus.OK);
      return this.undo.plan(accountId, id, choice, author);
    }
    const job = await this.undo.begin(accountId, id, choice, author);
    void this.worker.work({ accountId, id: job.id });
    reply.status(HttpStatus.ACCEPTED);
    return { job: job.id };
  }
}
