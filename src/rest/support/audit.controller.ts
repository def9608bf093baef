import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { AuditService } from '../../accounts/audit.service.js';
import { PageQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { maskedRecord } from '../../support/masking.js';
import { AuditPageResponse } from './responses.dto.js';
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
  @ApiOkResponse({ type: AuditPageResponse })
  @Refuses(unknownAccount)
  async page(@Param('id') id: string, @Query() { page, limit }: PageQuery): Promise<AuditPageResponse> {
    const found = await this.unitOfWork.readPlatform(async (tx) => {
      await this.accounts.getById(tx, id);
      const { items, total } = await this.audit.page(tx.within(id), { page, limit });
      return { items: items.map(maskedRecord), total };
    });
    return { ...found, page, limit };
  }
}
