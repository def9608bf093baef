import type { Readable } from 'node:stream';
import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AnswersCsv } from '../../platform/http/csv-answer.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { FIRST_LINE, eventFile } from '../../provisioning/log/event-file.js';
import type { EventQuery } from '../../provisioning/log/event-filters.js';
import { FailureCauses } from '../../provisioning/log/failure-causes.service.js';
import { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import { unknownEvent } from '../../provisioning/log/refusals.js';
import { maskedEvent } from '../../support/masking.js';
import {
  EventFiltersQuery,
  EventPageResponse,
  EventResponse,
  EventsQuery,
} from '../provisioning/events.dto.js';
import { shownFailures, startOfFailures } from '../../provisioning/log/shown-failures.js';
import { FailuresQuery, FailuresResponse } from '../provisioning/failures.dto.js';

@OperatorEndpoint('accounts/:id')
export class SupportEventsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly log: ProvisioningLog,
    private readonly causes: FailureCauses,
  ) {}

  @Get('events')
  @Operation(
    "Read an account's provisioning log",
    'Newest first. Account numbers, addresses and similar data are masked, and `search` looks for a text in names only.',
  )
  @ApiOkResponse({ type: EventPageResponse, description: 'A page of events' })
  @Refuses(unknownAccount)
  page(@Param('id') id: string, @Query() query: EventsQuery): Promise<EventPageResponse> {
    return this.maskedPage(id, query);
  }

  @Get('events/:eventId')
  @Operation(
    "Get an event of an account's provisioning log",
    'Account numbers, addresses and similar data are masked.',
  )
  @ApiOkResponse({ type: EventResponse })
  @Refuses(unknownAccount, unknownEvent)
  async get(@Param('id') id: string, @Param('eventId') eventId: string): Promise<EventResponse> {
    return maskedEvent(await this.within(id, (tx) => this.log.get(tx, eventId)));
  }

  @Get('events.csv')
  @Operation(
    "Download an account's provisioning log",
    'The matching events as CSV, masked like the list, newest first.',
  )
  @AnswersCsv('provisioning-log.csv', 'A file with one line for each event', FIRST_LINE)
  @Refuses(unknownAccount)
  download(@Param('id') id: string, @Query() query: EventFiltersQuery): Promise<Readable> {
    return eventFile('csv', query, (page) => this.maskedPage(id, page));
  }

  @Get('failures')
  @Operation(
    "Read an account's failures by cause",
    'Whom each cause concerns, what to do, and for whom a later request has succeeded.',
  )
  @ApiOkResponse({ type: FailuresResponse })
  @Refuses(unknownAccount)
  async failures(@Param('id') id: string, @Query() query: FailuresQuery): Promise<FailuresResponse> {
    const since = startOfFailures(query.since);
    return shownFailures(since, await this.within(id, (tx) => this.causes.report(tx, since)));
  }

  private maskedPage(id: string, query: EventQuery): Promise<EventPageResponse> {
    return this.within(id, async (tx) => {
      const { items, nextCursor } = await this.log.page(tx, { ...query, isMasked: true });
      return { items: items.map(maskedEvent), nextCursor };
    });
  }

  /** Throws `not-found`. */
  private within<T>(id: string, read: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    return this.unitOfWork.readPlatform(async (tx) => {
      await this.accounts.getById(tx, id);
      return read(tx.within(id));
    });
  }
}
