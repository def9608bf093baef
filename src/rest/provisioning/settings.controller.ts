import { Body, Get, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { ProvisioningSettingsService } from '../../provisioning/settings/provisioning-settings.service.js';
import { SettingsRequest, SettingsResponse } from './settings.dto.js';

/** How the account wants to be provisioned. */
@AdminEndpoint('provisioning/settings', 'Provisioning')
export class ProvisioningSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: ProvisioningSettingsService,
  ) {}

  @Get()
  @Operation('Read the provisioning settings')
  @ApiOkResponse({ type: SettingsResponse })
  read(@CurrentUser() { accountId }: UserPrincipal): Promise<SettingsResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.settings.read(tx));
  }

  @Patch()
  @Operation(
    'Change the provisioning settings',
    'Takes effect on the next request, and is recorded in the audit trail. With `paused`, SCIM answers 403 to the identity provider, with who paused it and when; the provisioning log shows what it tried.',
  )
  @ApiOkResponse({ type: SettingsResponse })
  change(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() change: SettingsRequest,
  ): Promise<SettingsResponse> {
    return this.unitOfWork.write(accountId, (tx) => this.settings.change(tx.by(author), change));
  }
}
