import { Body, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { unknownAccount } from '../../accounts/refusals.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ProvisioningSettingsService } from '../../provisioning/settings/provisioning-settings.service.js';
import { AccountOverviews } from '../../support/account-overviews.service.js';
import { ReasonedSettingsRequest, SettingsResponse } from '../provisioning/settings.dto.js';

/** The provisioning settings of a customer. */
@OperatorEndpoint('accounts/:id/provisioning-settings')
export class SupportSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: ProvisioningSettingsService,
    private readonly overviews: AccountOverviews,
  ) {}

  @Get()
  @Operation('Read the provisioning settings of an account')
  @ApiOkResponse({ type: SettingsResponse })
  @Refuses(unknownAccount)
  async read(@Param('id') id: string): Promise<SettingsResponse> {
    await this.requireAccount(id);
    return this.unitOfWork.read(id, (tx) => this.settings.read(tx));
  }

  @Patch()
  @Operation(
    'Change the provisioning settings of an account',
    "At the customer's request, such as to switch `lockManaged` off while something is corrected by hand. The reason goes to the account's audit trail.",
  )
  @ApiOkResponse({ type: SettingsResponse })
  @Refuses(unknownAccount)
  async change(
    @Param('id') id: string,
    @Body() { reason, ...change }: ReasonedSettingsRequest,
    @CurrentAuthor() author: Author,
  ): Promise<SettingsResponse> {
    await this.requireAccount(id);
    return this.unitOfWork.write(id, (tx) => this.settings.change(tx.by(author), change, reason.trim()));
  }

  /** Throws `not-found`. */
  private async requireAccount(id: string): Promise<void> {
    await this.unitOfWork.readPlatform((tx) => this.overviews.get(tx, id));
  }
}
