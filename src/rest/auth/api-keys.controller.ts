import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { PageQuery } from '../page.dto.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ApiKeysResponse, NewApiKeyRequest, NewApiKeyResponse } from './api-keys.dto.js';
import { ApiKeysService } from '../../auth/api-keys.service.js';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';

@AdminEndpoint('api-keys', 'API keys')
export class ApiKeysController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly apiKeys: ApiKeysService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List your API keys',
    description: 'Newest first, without the keys themselves.',
  })
  @ApiOkResponse({ type: ApiKeysResponse })
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<ApiKeysResponse> {
    const found = await this.unitOfWork.read(user.accountId, (tx) =>
      this.apiKeys.page(tx, user.userId, query),
    );
    return { ...found, page: query.page, limit: query.limit };
  }

  @Post()
  @ApiOperation({
    summary: 'Create an API key',
    description: 'It has the same permissions as you, over SCIM and REST.',
  })
  @ApiCreatedResponse({ type: NewApiKeyResponse })
  @ApiForbiddenResponse({
    description: 'The request was sent with an API key, which cannot create keys (`key-credential`).',
  })
  @ApiConflictResponse({ description: 'You already have the maximum number of keys (`too-many-keys`).' })
  create(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Body() body: NewApiKeyRequest,
  ): Promise<NewApiKeyResponse> {
    return this.unitOfWork.write(user.accountId, (tx) => this.apiKeys.create(tx.by(author), user, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke one of your API keys' })
  @ApiNoContentResponse({ description: 'Revoked; takes effect on the next request.' })
  @ApiNotFoundResponse({ description: 'You do not have this key.' })
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.write(user.accountId, (tx) => this.apiKeys.revoke(tx.by(author), user.userId, id));
  }
}
