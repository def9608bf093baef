import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { CatalogueClients } from '../../oauth/catalogue-clients.service.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NewSecretRequest, NewSecretResponse } from '../oauth/oauth-clients.dto.js';
import { PageQuery } from '../page.dto.js';
import {
  CatalogueClientsResponse,
  NewCatalogueClientBody,
  NewCatalogueClientResponse,
} from './oauth-clients.dto.js';

const UNKNOWN = { description: 'This catalogue client does not exist.' };

/** The OAuth clients that all customers share, such as the app in Okta's catalogue. */
@OperatorEndpoint('oauth-clients')
export class CatalogueClientsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: CatalogueClients,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the catalogue clients', description: 'Newest first, without any secret.' })
  @ApiOkResponse({ type: CatalogueClientsResponse })
  async page(@Query() { page, limit }: PageQuery): Promise<CatalogueClientsResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.clients.page(tx, { page, limit }));
    return { ...found, page, limit };
  }

  @Post()
  @ApiOperation({
    summary: 'Register a catalogue client',
    description:
      'An OAuth client that all customers share. An administrator of each account allows it at `/oauth/authorize`.',
  })
  @ApiCreatedResponse({ type: NewCatalogueClientResponse })
  async create(
    @Body() { name, redirectUris, public: isPublic = false }: NewCatalogueClientBody,
    @CurrentAuthor() author: Author,
  ): Promise<NewCatalogueClientResponse> {
    const { secret, ...client } = await this.unitOfWork.writePlatform((tx) =>
      this.clients.create(tx, author, { name, redirectUris, isPublic }),
    );
    return { ...client, ...(secret && { secret: secret.secret }) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a catalogue client',
    description: 'Ends the connections of all accounts that have allowed it.',
  })
  @ApiNoContentResponse({ description: 'Revoked; takes effect on the next request.' })
  @ApiNotFoundResponse(UNKNOWN)
  async revoke(@Param('id') id: string, @CurrentAuthor() author: Author): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.clients.revoke(tx, author, id));
  }

  @Post(':id/secrets')
  @ApiOperation({ summary: 'Add a secret to a catalogue client' })
  @ApiCreatedResponse({ type: NewSecretResponse })
  @ApiNotFoundResponse(UNKNOWN)
  @ApiConflictResponse({
    description:
      'It already has the maximum number of secrets (`too-many-secrets`), or does not use secrets (`no-secrets`).',
  })
  addSecret(
    @Param('id') id: string,
    @Body() { expiresAt }: NewSecretRequest,
    @CurrentAuthor() author: Author,
  ): Promise<NewSecretResponse> {
    return this.unitOfWork.writePlatform((tx) => this.clients.addSecret(tx, author, { id, expiresAt }));
  }

  @Delete(':id/secrets/:secretId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a secret of a catalogue client' })
  @ApiNoContentResponse({ description: 'Revoked; it gets no more tokens.' })
  @ApiNotFoundResponse({ description: 'There is no such catalogue client, or it does not have this secret.' })
  async revokeSecret(
    @Param('id') id: string,
    @Param('secretId') secretId: string,
    @CurrentAuthor() author: Author,
  ): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.clients.revokeSecret(tx, author, { id, secretId }));
  }
}
