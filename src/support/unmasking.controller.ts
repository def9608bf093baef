import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditService } from '../accounts/audit.service.js';
import { AuditEntryResponse } from '../audit/audit.dto.js';
import { CurrentAuthor } from '../auth/current.decorators.js';
import { OperatorEndpoint } from '../auth/endpoints.js';
import type { Author } from '../database/author.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventResponse } from '../provisioning/events.dto.js';
import { ProvisioningLog } from '../provisioning/provisioning-log.service.js';
import { ReasonBody } from './requests.dto.js';

const UNKNOWN = { description: 'There is no such account, or it has no such record.' };
const ON_RECORD = "Who looked, and why, goes to the account's audit trail, which its administrators read.";

/** Records as they are, for staff who have a reason to see them. */
@OperatorEndpoint('accounts/:id')
export class UnmaskingController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly audit: AuditService,
  ) {}

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
    return this.unitOfWork.write(id, async (tx) => {
      const event = await this.log.get(tx, eventId);
      const subject = { type: 'event', id: eventId, name: null } as const;
      await this.audit.record(tx.by(author), { action: 'data.unmasked', subject, detail: reason.trim() });
      return event;
    });
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
    return this.unitOfWork.write(id, async (tx) => {
      const entry = await this.audit.get(tx, entryId);
      const subject = { type: 'entry', id: entryId, name: null } as const;
      await this.audit.record(tx.by(author), { action: 'data.unmasked', subject, detail: reason.trim() });
      return entry;
    });
  }
}
