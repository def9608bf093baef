import { Body, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { MakeLocal } from '../../provisioning/undo/make-local.service.js';
import { ManagedDeactivation } from '../../provisioning/undo/managed-deactivation.service.js';
import {
  deactivationRunning,
  makeLocalRunning,
  nobodyManaged,
  nothingManaged,
  scimIsOn,
} from '../../provisioning/undo/refusals.js';
import { UndoWorker } from '../../provisioning/undo/undo-worker.service.js';
import {
  DeactivateManagedRequest,
  DeactivationPlanResponse,
  JobStartedResponse,
  MakeLocalPlanResponse,
  MakeLocalRequest,
} from './managed.dto.js';

/** Decides what happens to people and groups that were managed by an identity provider that is no longer used. */
@AdminEndpoint('provisioning/managed', 'Provisioning')
export class ManagedController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly local: MakeLocal,
    private readonly deactivation: ManagedDeactivation,
    private readonly worker: UndoWorker,
  ) {}

  @Post('make-local')
  @Operation(
    'Make everybody local',
    'Forgets which connection manages whom, and when it last saw them. Nobody is changed. If an identity provider writes them again later, it manages them again. With `dryRun`, only shows who is affected. Otherwise starts a job whose changes form a run that can be undone.',
  )
  @ApiOkResponse({ type: MakeLocalPlanResponse, description: 'The plan, with `dryRun`' })
  @ApiAcceptedResponse({ type: JobStartedResponse, description: 'The job has started' })
  @Refuses(nothingManaged, deactivationRunning, makeLocalRunning)
  async makeLocal(
    @CurrentCaller() caller: UserCaller,
    @Body() { dryRun }: MakeLocalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MakeLocalPlanResponse | JobStartedResponse> {
    if (!dryRun) return this.begin(caller, reply, this.local);
    reply.status(HttpStatus.OK);
    return this.unitOfWork.read(caller.accountId, (tx) => this.local.plan(tx));
  }

  @Post('deactivate')
  @Operation(
    'Deactivate managed people',
    'Once SCIM is off: deactivates the active people whom an identity provider manages, except your own user and the last administrator. With `dryRun`, only shows who is affected. Otherwise starts a job whose changes form a run that can be undone.',
  )
  @ApiOkResponse({ type: DeactivationPlanResponse, description: 'The plan, with `dryRun`' })
  @ApiAcceptedResponse({ type: JobStartedResponse, description: 'The job has started' })
  @Refuses(scimIsOn, nobodyManaged, deactivationRunning, makeLocalRunning)
  async deactivate(
    @CurrentCaller() caller: UserCaller,
    @Body() { dryRun }: DeactivateManagedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeactivationPlanResponse | JobStartedResponse> {
    if (!dryRun) return this.begin(caller, reply, this.deactivation);
    reply.status(HttpStatus.OK);
    const { accountId, author } = caller;
    return this.unitOfWork.read(accountId, (tx) => this.deactivation.plan(tx, author));
  }

  private async begin(
    { accountId, author }: UserCaller,
    reply: FastifyReply,
    job: MakeLocal | ManagedDeactivation,
  ): Promise<JobStartedResponse> {
    const { id } = await this.unitOfWork.write(accountId, (tx) => job.begin(tx.by(author)));
    void this.worker.work({ accountId, id });
    reply.status(HttpStatus.ACCEPTED);
    return { job: id };
  }
}
