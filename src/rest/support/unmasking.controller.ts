import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditEntryResponse } from '../audit/audit.dto.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { EventResponse } from '../provisioning/events.dto.js';
import { ReasonBody } from './requests.dto.js';
import { Unmasking } from '../../support/unmasking.service.js';

const UNKNOWN = { description: 'This account or this record does not exist.' };
const ON_RECORD =
  "Your name and reason are recorded in the account's audit trail, where its administrators can read them.";

/** Shows records unmasked to support staff who give a reason. */
@OperatorEndpoint('accounts/:id')
export class UnmaskingController {
  constructor(private readonly unmasking: Unmasking) {}

  @Post('events/:eventId/unmask')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show an event unmasked', description: ON_RECORD })
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
  @ApiOperation({ summary: 'Show an entry of the audit trail unmasked', description: ON_RECORD })
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
