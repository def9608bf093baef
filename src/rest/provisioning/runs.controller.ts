import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { unknownRun } from '../../provisioning/journal/refusals.js';
import { RunKeeper } from '../../provisioning/journal/run-keeper.service.js';
import { RunsService } from '../../provisioning/journal/runs.service.js';
import { shownRun } from '../../provisioning/journal/shown-run.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LargeAnswer } from '../../platform/http/large-answer.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import {
  changeResponse,
  RunChangePageResponse,
  RunChangesQuery,
  RunPageResponse,
  RunResponse,
  RunsQuery,
} from './runs.dto.js';

@AdminEndpoint('provisioning/runs', 'Provisioning')
export class RunsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: RunKeeper,
    private readonly runs: RunsService,
  ) {}

  @Get()
  @Operation(
    'List the runs of changes',
    'Changes by the same connection or person without a pause of `RUN_PAUSE_SECONDS` form a run. Newest first.',
  )
  @ApiOkResponse({ type: RunPageResponse, description: 'A page of runs' })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: RunsQuery,
  ): Promise<RunPageResponse> {
    await this.keeper.countAll(accountId);
    const { items, nextCursor } = await this.unitOfWork.read(accountId, (tx) => this.runs.page(tx, query));
    return { items: items.map(shownRun), nextCursor };
  }

  @Get(':id')
  @Operation('Get a run')
  @ApiOkResponse({ type: RunResponse })
  @Refuses(unknownRun)
  async get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<RunResponse> {
    await this.keeper.countAll(accountId);
    return shownRun(await this.unitOfWork.read(accountId, (tx) => this.runs.get(tx, id)));
  }

  @Get(':id/changes')
  @LargeAnswer()
  @Operation(
    'List the changes of a run',
    'Oldest first, with whole values. A page may have fewer changes than `limit` if their values are long. Changes are kept for `JOURNAL_DAYS` days.',
  )
  @ApiOkResponse({ type: RunChangePageResponse, description: 'A page of changes' })
  @Refuses(unknownRun)
  async changes(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
    @Query() query: RunChangesQuery,
  ): Promise<RunChangePageResponse> {
    await this.keeper.countAll(accountId);
    const { items, nextCursor } = await this.unitOfWork.read(accountId, async (tx) => {
      await this.runs.get(tx, id);
      return this.runs.changes(tx, id, query);
    });
    return { items: items.map((change) => changeResponse(change)), nextCursor };
  }
}
