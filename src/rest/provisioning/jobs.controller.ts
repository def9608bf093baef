import { Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownJob } from '../../provisioning/undo/refusals.js';
import { UndoService } from '../../provisioning/undo/undo.service.js';
import { shownJob } from '../../provisioning/undo/shown-job.js';
import { JobResponse } from './undo.dto.js';

@AdminEndpoint('jobs', 'Provisioning')
export class JobsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly undo: UndoService,
  ) {}

  @Get(':id')
  @Operation('Get a job', 'The progress of an undo or another job and, once it has ended, its result.')
  @ApiOkResponse({ type: JobResponse })
  @Refuses(unknownJob)
  async get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<JobResponse> {
    return shownJob(await this.unitOfWork.read(accountId, (tx) => this.undo.job(tx, id)));
  }
}
