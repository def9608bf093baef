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
import { forbidKeyCredential } from '../../auth/authorization.js';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { ClientList } from '../../oauth/client-list.service.js';
import { ClientSecretsService } from '../../oauth/client-secrets.service.js';
import { OauthClientsService } from '../../oauth/oauth-clients.service.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PageQuery } from '../page.dto.js';
import {
  NewOauthClientRequest,
  NewOauthClientResponse,
  NewSecretRequest,
  NewSecretResponse,
  OauthClientResponse,
  OauthClientsResponse,
} from './oauth-clients.dto.js';

const UNKNOWN = { description: 'The account does not have this OAuth client.' };
const BY_KEY = {
  description: 'The request was sent with an API key, which cannot create credentials (`key-credential`).',
};

/** The OAuth clients of an account: its connections to identity providers. */
@AdminEndpoint('oauth-clients', 'OAuth clients')
export class OauthClientsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: OauthClientsService,
    private readonly secrets: ClientSecretsService,
    private readonly list: ClientList,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the OAuth clients', description: 'Newest first, without any secret.' })
  @ApiOkResponse({ type: OauthClientsResponse })
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<OauthClientsResponse> {
    const found = await this.unitOfWork.read(user.accountId, (tx) => this.list.page(tx, query));
    return { ...found, page: query.page, limit: query.limit };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an OAuth client' })
  @ApiOkResponse({ type: OauthClientResponse })
  @ApiNotFoundResponse(UNKNOWN)
  get(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<OauthClientResponse> {
    return this.unitOfWork.read(user.accountId, (tx) => this.list.get(tx, id));
  }

  @Post()
  @ApiOperation({
    summary: 'Create an OAuth client',
    description:
      'A connection of an identity provider: it gets access tokens for SCIM from `/oauth/token`. It is not a user, and nobody who leaves ends it.',
  })
  @ApiCreatedResponse({ type: NewOauthClientResponse })
  @ApiForbiddenResponse(BY_KEY)
  @ApiConflictResponse({ description: 'The account already has the maximum number (`too-many-clients`).' })
  create(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Body() body: NewOauthClientRequest,
  ): Promise<NewOauthClientResponse> {
    forbidKeyCredential(user);
    const { name, kind, issuer, subject, audience, jwksUrl, jwks } = body;
    const organizationId = body.organizationId ?? user.organizationId;
    const input = { name, kind, issuer, subject, audience, jwksUrl, jwks, organizationId };
    return this.unitOfWork.write(user.accountId, async (tx) => {
      const { id, secret } = await this.clients.create(tx.by(author), input);
      return { ...(await this.list.get(tx, id)), ...(secret !== undefined && { secret: secret.secret }) };
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an OAuth client, with its secrets and tokens' })
  @ApiNoContentResponse({ description: 'Revoked; takes effect on the next request.' })
  @ApiNotFoundResponse(UNKNOWN)
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.write(user.accountId, (tx) => this.clients.revoke(tx.by(author), id));
  }

  @Post(':id/secrets')
  @ApiOperation({
    summary: 'Add a secret to an OAuth client',
    description: 'Up to five at a time, so that a new one can be in use before an old one ends.',
  })
  @ApiCreatedResponse({ type: NewSecretResponse })
  @ApiForbiddenResponse(BY_KEY)
  @ApiNotFoundResponse(UNKNOWN)
  @ApiConflictResponse({
    description:
      'It already has the maximum number of secrets (`too-many-secrets`), or does not use secrets (`no-secrets`).',
  })
  addSecret(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
    @Body() body: NewSecretRequest,
  ): Promise<NewSecretResponse> {
    forbidKeyCredential(user);
    return this.unitOfWork.write(user.accountId, (tx) => this.secrets.add(tx.by(author), id, body.expiresAt));
  }

  @Delete(':id/secrets/:secretId')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a secret of an OAuth client',
    description: 'Tokens that it has got stay valid until they expire. To end them too, revoke the client.',
  })
  @ApiNoContentResponse({ description: 'Revoked; it gets no more tokens.' })
  @ApiNotFoundResponse({ description: 'The account does not have this OAuth client, or it not this secret.' })
  async revokeSecret(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
    @Param('secretId') secretId: string,
  ): Promise<void> {
    await this.unitOfWork.write(user.accountId, async (tx) =>
      this.secrets.revoke(tx.by(author), await this.clients.get(tx, id, { lock: true }), secretId),
    );
  }
}
