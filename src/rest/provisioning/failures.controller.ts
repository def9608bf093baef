import { Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Waiter } from '../../common/waiter.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Client } from '../../platform/http/client.js';
import { Operation } from '../../platform/http/operation.js';
import { FailureCauses } from '../../provisioning/log/failure-causes.service.js';
import { shownFailures, startOfFailures } from '../../provisioning/log/shown-failures.js';
import { FailuresQuery, FailuresResponse } from './failures.dto.js';

@AdminEndpoint('provisioning/failures', 'Provisioning')
export class FailuresController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly causes: FailureCauses,
  ) {}

  @Get()
  @Operation(
    'Read the failures by cause',
    'Whom each cause concerns, what to do, and for whom a later request has succeeded.',
  )
  @ApiOkResponse({ type: FailuresResponse })
  async read(
    @CurrentUser() user: UserPrincipal,
    @Query() query: FailuresQuery,
    @Client() client: Waiter,
  ): Promise<FailuresResponse> {
    const since = startOfFailures(query.since);
    const report = await this.unitOfWork.search(
      user.accountId,
      (tx) => this.causes.report(tx, since),
      client,
    );
    return shownFailures(since, report);
  }
}
