import { Body, Get, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccountsService } from '../../accounts/accounts.service.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownRun } from '../../provisioning/journal/refusals.js';
import { maskedJob, maskedPlan } from '../../provisioning/undo/masked-undo.js';
import { nothingKept, undoRunning, unknownJob } from '../../provisioning/undo/refusals.js';
import { shownJob } from '../../provisioning/undo/shown-job.js';
import { UndoService } from '../../provisioning/undo/undo.service.js';
import { UndoWorker } from '../../provisioning/undo/undo-worker.service.js';
import { JobResponse, UndoPlanResponse } from '../provisioning/undo.dto.js';
import { HasPathOfRun, PathOfRun, type RunPath } from './path-of-run.js';
import { SupportUndoRequest, SupportUndoStartedResponse } from './undo.dto.js';

/** The undo of a customer's runs. */
@OperatorEndpoint('accounts/:id')
export class SupportUndoController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly undo: UndoService,
    private readonly worker: UndoWorker,
  ) {}

  @Post('provisioning/runs/:runId/undo')
  @HasPathOfRun()
  @Operation(
    'Undo a run of an account',
    "With the customer's consent. Restores each value that is still as the run left it. With `dryRun`, only shows what would be restored or skipped, and what is not possible. Otherwise starts a job, and your name and reason go to the account's audit trail.",
  )
  @ApiOkResponse({ type: UndoPlanResponse, description: 'The plan, with `dryRun`' })
  @ApiAcceptedResponse({ type: SupportUndoStartedResponse, description: 'The job has started' })
  @Refuses(unknownAccount, unknownRun, undoRunning, nothingKept)
  async start(
    @PathOfRun() { id, runId }: RunPath,
    @Body() { dryRun, reason, ...choice }: SupportUndoRequest,
    @CurrentAuthor() author: Author,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UndoPlanResponse | SupportUndoStartedResponse> {
    await this.requireAccount(id);
    if (dryRun) {
      reply.status(HttpStatus.OK);
      return maskedPlan(await this.undo.plan(id, runId, choice, author));
    }
    const job = await this.undo.begin(id, runId, { ...choice, reason: reason.trim() }, author);
    void this.worker.work({ accountId: id, id: job.id });
    reply.status(HttpStatus.ACCEPTED);
    return { job: job.id };
  }

  @Get('jobs/:jobId')
  @Operation(
    'Get a job of an account',
    'The progress of an undo or a deactivation and, once it has ended, its result.',
  )
  @ApiOkResponse({ type: JobResponse })
  @Refuses(unknownAccount, unknownJob)
  async job(@Param('id') id: string, @Param('jobId') jobId: string): Promise<JobResponse> {
    await this.requireAccount(id);
    return maskedJob(shownJob(await this.unitOfWork.read(id, (tx) => this.undo.job(tx, jobId))));
  }

  /** Throws `not-found`. */
  private async requireAccount(id: string): Promise<void> {
    await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
  }
}
