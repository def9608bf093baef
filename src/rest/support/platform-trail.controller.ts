import { Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { PageQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PlatformTrail } from '../../operators/platform-trail.service.js';
import { PlatformTrailResponse } from './operators.dto.js';
import { Operation } from '../../platform/http/operation.js';

/** The audit trail of the platform: changes to operators and removed accounts. */
@OperatorEndpoint('audit')
export class PlatformTrailController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: PlatformTrail,
  ) {}

  @Get()
  @Operation(
    'Read the audit trail of the platform',
    'Changes to operators and removed accounts, newest first.',
  )
  @ApiOkResponse({ type: PlatformTrailResponse })
  async page(@Query() { page, limit }: PageQuery): Promise<PlatformTrailResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.trail.page(tx, { page, limit }));
    return { ...found, page, limit };
  }
}
