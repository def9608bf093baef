import { Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoctorResponse } from '../doctor/doctor.dto.js';
import { Doctor } from '../../doctor/doctor.service.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { Operation } from '../../platform/http/operation.js';

@OperatorEndpoint('accounts/:id/doctor')
export class SupportDoctorController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly doctor: Doctor,
  ) {}

  @Get()
  @Operation('Check the provisioning of an account', 'The same checks as for its administrators.')
  @ApiOkResponse({ type: DoctorResponse, description: 'Every check and what it found' })
  @Refuses(unknownAccount)
  async examine(@Param('id') id: string): Promise<DoctorResponse> {
    await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    return { checks: await this.doctor.examine(id) };
  }
}
