import { Body, Param, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { ModuleName } from '../../accounts/account-module.entity.js';
import { ModulesService } from '../../accounts/modules.service.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AccountOverviews } from '../../support/account-overviews.service.js';
import { ModuleSwitchBody } from './requests.dto.js';
import { AccountResponse } from './responses.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { Operation } from '../../platform/http/operation.js';

@OperatorEndpoint('accounts/:id/modules')
export class ModulesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly modules: ModulesService,
    private readonly overviews: AccountOverviews,
  ) {}

  @Put('scim')
  @Operation(
    'Switch SCIM on or off',
    'Takes effect on the next request; no data is changed. Who, when and why are recorded in the audit trail. Repeating it changes nothing.',
  )
  @ApiOkResponse({ type: AccountResponse })
  @Refuses(unknownAccount)
  switchScim(
    @Param('id') id: string,
    @Body() { enabled, reason }: ModuleSwitchBody,
    @CurrentAuthor() author: Author,
  ): Promise<AccountResponse> {
    return this.switch(id, 'scim', { enabled, reason, author });
  }

  @Put('expenses')
  @Operation(
    'Switch expenses on or off',
    'Takes effect on the next request; no data is changed, and approvals continue to follow the directory. Repeating it changes nothing.',
  )
  @ApiOkResponse({ type: AccountResponse })
  @Refuses(unknownAccount)
  switchExpenses(
    @Param('id') id: string,
    @Body() { enabled, reason }: ModuleSwitchBody,
    @CurrentAuthor() author: Author,
  ): Promise<AccountResponse> {
    return this.switch(id, 'expenses', { enabled, reason, author });
  }

  private async switch(
    id: string,
    module: ModuleName,
    { enabled, reason, author }: ModuleSwitchBody & { author: Author },
  ): Promise<AccountResponse> {
    const change = { enabled, reason: reason.trim() };
    await this.unitOfWork.write(id, (tx) => this.modules.switchModule(tx.by(author), module, change));
    return this.unitOfWork.readPlatform((tx) => this.overviews.get(tx, id));
  }
}
