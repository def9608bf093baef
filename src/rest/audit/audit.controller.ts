import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditService } from '../../accounts/audit.service.js';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AuditListQuery, AuditListResponse } from './audit.dto.js';

/** Who did what to the account, for its administrators. */
@AdminEndpoint('audit', 'Audit trail')
export class AuditController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Read the audit trail',
    description:
      "What people changed over REST, in the console, by lists and on the command line, Declaree's staff included, and logins; newest first.",
  })
  @ApiOkResponse({ type: AuditListResponse, description: 'A page of entries' })
  list(@CurrentUser() user: UserPrincipal, @Query() query: AuditListQuery): Promise<AuditListResponse> {
    return this.unitOfWork.read(user.accountId, (tx) => this.audit.list(tx, query));
  }
}
