import type { Readable } from 'node:stream';
import { Get, Query } from '@nestjs/common';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Waiter } from '../../common/waiter.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Client } from '../../platform/http/client.js';
import { AnswersCsv } from '../../platform/http/csv-answer.js';
import { Operation } from '../../platform/http/operation.js';
import { FIRST_LINE, eventFile, MOST_IN_FILE } from '../../provisioning/log/event-file.js';
import { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import { EventFiltersQuery } from './events.dto.js';

@AdminEndpoint('provisioning/events.csv', 'Provisioning')
export class EventsFileController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
  ) {}

  @Get()
  @Operation(
    'Download the provisioning log',
    `The matching events as CSV, newest first; the newest ${MOST_IN_FILE} if there are more. Texts that a spreadsheet would take for formulas begin with an apostrophe.`,
  )
  @AnswersCsv('provisioning-log.csv', 'A file with one line for each event', FIRST_LINE)
  download(
    @CurrentUser() user: UserPrincipal,
    @Query() query: EventFiltersQuery,
    @Client() client: Waiter,
  ): Promise<Readable> {
    return eventFile('csv', query, (page) =>
      this.unitOfWork.search(user.accountId, (tx) => this.log.page(tx, page), client),
    );
  }
}
