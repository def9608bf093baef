import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPageResponse, EventsQuery } from '../provisioning/events.dto.js';
import { ProvisioningLog } from '../../provisioning-log/provisioning-log.service.js';
import { maskedEvent } from '../../support/masking.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { Operation } from '../../platform/http/operation.js';

@OperatorEndpoint('accounts/:id/events')
export class SupportEventsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly log: ProvisioningLog,
  ) {}

  @Get()
  @Operation(
    "Read an account's provisioning log",
    'Newest first. Account numbers, addresses and similar data are masked.',
  )
  @ApiOkResponse({ type: EventPageResponse, description: 'A page of events' })
  @Refuses(unknownAccount)
  page(@Param('id') id: string, @Query() query: EventsQuery): Promise<EventPageResponse> {
    return this.unitOfWork.readPlatform(async (tx) => {
      await this.accounts.getById(tx, id);
      const { items, nextCursor } = await this.log.page(tx.within(id), { ...query, isMasked: true });
      return { items: items.map(maskedEvent), nextCursor };
    });
  }
}
