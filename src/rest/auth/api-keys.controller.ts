import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { PageQuery } from '../page.dto.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ApiKeysResponse, NewApiKeyRequest, NewApiKeyResponse } from './api-keys.dto.js';
import { ApiKeysService } from '../../auth/api-keys.service.js';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { Refuses } from '../../platform/http/refuses.js';
import { expiryInThePast, keyCredential, tooManyKeys, unknownOwnKey } from '../../auth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

@AdminEndpoint('api-keys', 'API keys')
export class ApiKeysController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly apiKeys: ApiKeysService,
  ) {}

  @Get()
  @Operation('List your API keys', 'Newest first, without the keys themselves.')
  @ApiOkResponse({ type: ApiKeysResponse })
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<ApiKeysResponse> {
    const found = await this.unitOfWork.read(user.accountId, (tx) =>
      this.apiKeys.page(tx, user.userId, query),
    );
    return { ...found, page: query.page, limit: query.limit };
  }

  @Post()
  @Operation('Create an API key', 'It has the same permissions as you, over SCIM and REST.')
  @ApiCreatedResponse({ type: NewApiKeyResponse })
  @Refuses(expiryInThePast, keyCredential, tooManyKeys)
  create(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Body() body: NewApiKeyRequest,
  ): Promise<NewApiKeyResponse> {
    return this.unitOfWork.write(user.accountId, (tx) => this.apiKeys.create(tx.by(author), user, body));
  }

  @Delete(':id')
  @Operation('Revoke one of your API keys')
  @AnswersNothing('Revoked; takes effect on the next request.')
  @Refuses(unknownOwnKey)
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.write(user.accountId, (tx) => this.apiKeys.revoke(tx.by(author), user.userId, id));
  }
}
