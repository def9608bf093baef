import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AccountOverviews } from '../../support/account-overviews.service.js';
import { AccountSetup } from '../../support/account-setup.service.js';
import { PasswordIssuer } from '../../support/password-issuer.js';
import { AccountsQuery, NewAccountBody } from './requests.dto.js';
import { AccountPageResponse, AccountResponse, NewAccountResponse } from './responses.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { invalidName, invalidSlug, slugTaken, unknownAccount } from '../../accounts/refusals.js';
import { Operation } from '../../platform/http/operation.js';

/** Customers' accounts, without their data, for Declaree's support. */
@OperatorEndpoint('accounts')
export class SupportAccountsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overviews: AccountOverviews,
    private readonly setup: AccountSetup,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get()
  @Operation('Find accounts')
  @ApiOkResponse({ type: AccountPageResponse })
  async page(@Query() query: AccountsQuery): Promise<AccountPageResponse> {
    const { page, limit } = query;
    const found = await this.unitOfWork.readPlatform((tx) => this.overviews.page(tx, query));
    return { ...found, page, limit };
  }

  @Get(':id')
  @Operation('Get an account')
  @ApiOkResponse({ type: AccountResponse })
  @Refuses(unknownAccount)
  get(@Param('id') id: string): Promise<AccountResponse> {
    return this.unitOfWork.readPlatform((tx) => this.overviews.get(tx, id));
  }

  @Post()
  @Operation(
    'Set up an account',
    'Includes its parent organization and the administrator whose credentials the identity provider uses.',
  )
  @ApiCreatedResponse({ type: NewAccountResponse })
  @Refuses(invalidName, invalidSlug, slugTaken)
  async create(@Body() body: NewAccountBody, @CurrentAuthor() author: Author): Promise<NewAccountResponse> {
    const { hash, generated } = await this.passwords.issue(body.admin.password ?? undefined);
    return this.unitOfWork.writePlatform(async (tx) => {
      const { account, organization, admin } = await this.setup.create(tx, author, {
        name: body.name,
        slug: body.slug ?? undefined,
        organization: body.organization ?? undefined,
        admin: { userName: body.admin.username, passwordHash: hash },
        scim: body.scim ?? false,
      });
      return {
        ...(await this.overviews.get(tx, account.id)),
        organization: { id: organization.id, name: organization.name },
        admin: { ...admin, ...(generated === undefined ? {} : { password: generated }) },
      };
    });
  }
}
