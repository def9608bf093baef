import { Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PlatformTrail } from '../../operators/platform-trail.service.js';
import { LogQueryDto } from '../log-query.dto.js';
import { PlatformTrailResponse } from './operators.dto.js';
import { Operation } from '../../platform/http/operation.js';

/** The audit trail of the platform: see `PlatformTrail`. */
@OperatorEndpoint('audit')
export class PlatformTrailController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly trail: PlatformTrail,
  ) {}

  @Get()
  @Operation(
    'Read the audit trail of the platform',
    'Changes to operators, their logins, removed accounts and changes to catalogue clients. Newest first.',
  )
  @ApiOkResponse({ type: PlatformTrailResponse, description: 'A page of entries' })
  list(@Query() query: LogQueryDto): Promise<PlatformTrailResponse> {
    return this.unitOfWork.readPlatform((tx) => this.trail.list(tx, query));
  }
}
