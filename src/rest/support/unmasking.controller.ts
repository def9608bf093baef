import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AuditEntryResponse } from '../audit/audit.dto.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { EventResponse } from '../provisioning/events.dto.js';
import { ReasonBody } from './requests.dto.js';
import { Unmasking } from '../../support/unmasking.service.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAuditEntry } from '../../accounts/refusals.js';
import { unknownEvent } from '../../provisioning/log/refusals.js';
import { Operation } from '../../platform/http/operation.js';

const ON_RECORD =
  "Your name and reason are recorded in the account's audit trail, where its administrators can read them.";

/** Shows records unmasked to support staff who give a reason. */
@OperatorEndpoint('accounts/:id')
export class UnmaskingController {
  constructor(private readonly unmasking: Unmasking) {}

  @Post('events/:eventId/unmask')
  @HttpCode(200)
  @Operation('Show an event unmasked', ON_RECORD)
  @ApiOkResponse({ type: EventResponse })
  @Refuses(unknownEvent)
  event(
    @Param('id') id: string,
    @Param('eventId') eventId: string,
    @Body() { reason }: ReasonBody,
    @CurrentAuthor() author: Author,
  ): Promise<EventResponse> {
    return this.unmasking.event(id, eventId, { author, reason });
  }

  @Post('audit/:entryId/unmask')
  @HttpCode(200)
  @Operation('Show an entry of the audit trail unmasked', ON_RECORD)
  @ApiOkResponse({ type: AuditEntryResponse })
  @Refuses(unknownAuditEntry)
  entry(
    @Param('id') id: string,
    @Param('entryId') entryId: string,
    @Body() { reason }: ReasonBody,
    @CurrentAuthor() author: Author,
  ): Promise<AuditEntryResponse> {
    return this.unmasking.entry(id, entryId, { author, reason });
  }
}
