import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { DoctorResponse } from './doctor.dto.js';
import { Doctor } from '../../doctor/doctor.service.js';

/** What can be wrong with provisioning, for the account's administrators. */
@AdminEndpoint('provisioning/doctor', 'Provisioning')
export class DoctorController {
  constructor(private readonly doctor: Doctor) {}

  @Get()
  @ApiOperation({
    summary: 'Check the provisioning of the account',
    description:
      'Checks all that provisioning depends on. The self-run does what Okta does, on the account itself, and undoes it before anybody sees it.',
  })
  @ApiOkResponse({ type: DoctorResponse, description: 'Every check and what it found' })
  async examine(@CurrentUser() user: UserPrincipal): Promise<DoctorResponse> {
    return { checks: await this.doctor.examine(user.accountId) };
  }
}
