import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { AuditService } from '../../accounts/audit.service.js';
import { AuditListQuery, AuditListResponse } from '../audit/audit.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { maskedRecord } from '../../support/masking.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { Operation } from '../../platform/http/operation.js';

@OperatorEndpoint('accounts/:id/audit')
export class SupportAuditController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Operation(
    "Read an account's audit trail",
    'Newest first. Account numbers, addresses and similar data are masked.',
  )
  @ApiOkResponse({ type: AuditListResponse, description: 'A page of entries' })
  @Refuses(unknownAccount)
  list(@Param('id') id: string, @Query() query: AuditListQuery): Promise<AuditListResponse> {
    return this.unitOfWork.readPlatform(async (tx) => {
      await this.accounts.getById(tx, id);
      const { items, nextCursor } = await this.audit.list(tx.within(id), query);
      return { items: items.map(maskedRecord), nextCursor };
    });
  }
}
