import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPageResponse, EventResponse, EventsQuery } from './events.dto.js';
import { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import { unknownEvent } from '../../provisioning/log/refusals.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';

@AdminEndpoint('provisioning/events', 'Provisioning')
export class EventsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
  ) {}

  @Get()
  @Operation(
    'Read the provisioning log',
    'Every change by the identity provider and every failure, newest first.',
  )
  @ApiOkResponse({ type: EventPageResponse, description: 'A page of events' })
  page(
    @CurrentUser() user: UserPrincipal,
    @Query() query: EventsQuery,
    @Client() client: Waiter,
  ): Promise<EventPageResponse> {
    return this.unitOfWork.search(user.accountId, (tx) => this.log.page(tx, query), client);
  }

  @Get(':id')
  @Operation('Get an event of the provisioning log')
  @ApiOkResponse({ type: EventResponse })
  @Refuses(unknownEvent)
  get(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<EventResponse> {
    return this.unitOfWork.read(user.accountId, (tx) => this.log.get(tx, id));
  }
}
