import { Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AuditService } from '../../accounts/audit.service.js';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AuditListQuery, AuditListResponse } from './audit.dto.js';
import { Operation } from '../../platform/http/operation.js';

@AdminEndpoint('audit', 'Audit trail')
export class AuditController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Operation(
    'Read the audit trail',
    'Changes made over REST, in the console, by imports and on the command line, also by Declaree staff, and logins. Newest first.',
  )
  @ApiOkResponse({ type: AuditListResponse, description: 'A page of entries' })
  list(@CurrentUser() user: UserPrincipal, @Query() query: AuditListQuery): Promise<AuditListResponse> {
    return this.unitOfWork.read(user.accountId, (tx) => this.audit.list(tx, query));
  }
}
