import { Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { DoctorResponse } from './doctor.dto.js';
import { Doctor } from '../../doctor/doctor.service.js';
import { Operation } from '../../platform/http/operation.js';

@AdminEndpoint('provisioning/doctor', 'Provisioning')
export class DoctorController {
  constructor(private readonly doctor: Doctor) {}

  @Get()
  @Operation(
    'Check the provisioning of the account',
    'Checks everything that provisioning depends on. The simulation sends the requests of Okta to the account, and rolls them back before anybody sees the changes.',
  )
  @ApiOkResponse({ type: DoctorResponse, description: 'Every check and what it found' })
  async examine(@CurrentUser() user: UserPrincipal): Promise<DoctorResponse> {
    return { checks: await this.doctor.examine(user.accountId) };
  }
}
