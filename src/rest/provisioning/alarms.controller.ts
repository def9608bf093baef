import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { OpenAlarms } from '../../provisioning/alarms/open-alarms.service.js';
import { unknownAlarm } from '../../provisioning/alarms/refusals.js';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { AlarmResponse, AlarmsQuery, AlarmsResponse } from './alarms.dto.js';

@AdminEndpoint('provisioning/alarms', 'Provisioning')
export class AlarmsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly alarms: OpenAlarms,
  ) {}

  @Get()
  @Operation('List the alarms', 'Newest first. They are kept as long as the provisioning log.')
  @ApiOkResponse({ type: AlarmsResponse })
  page(@CurrentUser() { accountId }: UserPrincipal, @Query() query: AlarmsQuery): Promise<AlarmsResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.alarms.page(tx, query));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Operation('Mark an alarm as seen', 'For everybody in the account. Repeating it changes nothing.')
  @ApiOkResponse({ type: AlarmResponse })
  @Refuses(unknownAlarm)
  acknowledge(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<AlarmResponse> {
    return this.unitOfWork.write(accountId, (tx) => this.alarms.acknowledge(tx.by(author), id));
  }
}
