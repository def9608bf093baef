import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditEntryResponse } from '../audit/audit.dto.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { EventResponse } from '../provisioning/events.dto.js';
import { ReasonBody } from './requests.dto.js';
import { Unmasking } from '../../support/unmasking.service.js';

const UNKNOWN = { description: 'There is no such account, or it has no such record.' };
const ON_RECORD = "Who looked, and why, goes to the account's audit trail, which its administrators read.";

/** Records as they are, for staff who have a reason to see them. */
@OperatorEndpoint('accounts/:id')
export class UnmaskingController {
  constructor(private readonly unmasking: Unmasking) {}

  @Post('events/:eventId/unmask')
  @HttpCode(200)
  @ApiOperation({ summary: 'See an event without masks', description: ON_RECORD })
  @ApiOkResponse({ type: EventResponse })
  @ApiNotFoundResponse(UNKNOWN)
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
  @ApiOperation({ summary: 'See an entry of the audit trail without masks', description: ON_RECORD })
  @ApiOkResponse({ type: AuditEntryResponse })
  @ApiNotFoundResponse(UNKNOWN)
  entry(
    @Param('id') id: string,
    @Param('entryId') entryId: string,
    @Body() { reason }: ReasonBody,
    @CurrentAuthor() author: Author,
  ): Promise<AuditEntryResponse> {
    return this.unmasking.entry(id, entryId, { author, reason });
  }
}
