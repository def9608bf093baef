import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LargeAnswer } from '../../platform/http/large-answer.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { changedValues } from '../../provisioning/journal/changed-values.js';
import { unknownRun } from '../../provisioning/journal/refusals.js';
import { RunKeeper } from '../../provisioning/journal/run-keeper.service.js';
import { RunsService } from '../../provisioning/journal/runs.service.js';
import { shownRun } from '../../provisioning/journal/shown-run.js';
import { maskedChanges } from '../../support/masking.js';
import {
  changeResponse,
  RunChangePageResponse,
  RunChangesQuery,
  RunPageResponse,
  RunResponse,
  RunsQuery,
} from '../provisioning/runs.dto.js';

@OperatorEndpoint('accounts/:id/provisioning/runs')
export class SupportRunsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly keeper: RunKeeper,
    private readonly runs: RunsService,
  ) {}

  @Get()
  @Operation(
    'List the runs of changes of an account',
    'Changes by the same connection or person without a pause of `RUN_PAUSE_SECONDS` form a run. Newest first.',
  )
  @ApiOkResponse({ type: RunPageResponse, description: 'A page of runs' })
  @Refuses(unknownAccount)
  async page(@Param('id') id: string, @Query() query: RunsQuery): Promise<RunPageResponse> {
    const { items, nextCursor } = await this.within(id, (tx) => this.runs.page(tx, query));
    return { items: items.map(shownRun), nextCursor };
  }

  @Get(':runId')
  @Operation('Get a run of an account')
  @ApiOkResponse({ type: RunResponse })
  @Refuses(unknownAccount, unknownRun)
  async get(@Param('id') id: string, @Param('runId') runId: string): Promise<RunResponse> {
    return shownRun(await this.within(id, (tx) => this.runs.get(tx, runId)));
  }

  @Get(':runId/changes')
  @LargeAnswer()
  @Operation(
    'List the changes of a run of an account',
    'Oldest first. Account numbers, addresses and similar data are masked. A page may have fewer changes than `limit` if their values are long.',
  )
  @ApiOkResponse({ type: RunChangePageResponse, description: 'A page of changes' })
  @Refuses(unknownAccount, unknownRun)
  async changes(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @Query() query: RunChangesQuery,
  ): Promise<RunChangePageResponse> {
    const { items, nextCursor } = await this.within(id, async (tx) => {
      await this.runs.get(tx, runId);
      return this.runs.changes(tx, runId, query);
    });
    return {
      items: items.map((change) => changeResponse(change, maskedChanges(changedValues(change)))),
      nextCursor,
    };
  }

  /** Throws `not-found`. */
  private async within<T>(id: string, read: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    await this.keeper.countAll(id);
    return this.unitOfWork.read(id, read);
  }
}
