import { Body, Delete, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { forbidKeyCredential } from '../../auth/authorization.js';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import { expiryInThePast, keyCredential } from '../../auth/refusals.js';
import { invalidName } from '../../accounts/refusals.js';
import { ClientList } from '../../oauth/client-list.service.js';
import { ClientSecretsService } from '../../oauth/client-secrets.service.js';
import { CONNECTION_NAME } from '../../oauth/connection-name.js';
import { OauthClientsService } from '../../oauth/oauth-clients.service.js';
import {
  connectionNameTaken,
  expiryTooLate,
  invalidClientValue,
  noOrganizationToJoin,
  noSecrets,
  tooManyClients,
  tooManySecrets,
  unknownClient,
  unknownSecret,
} from '../../oauth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { TAGGED } from '../directory/directory-endpoint.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';
import { PageQuery } from '../page.dto.js';
import {
  NewOauthClientRequest,
  NewOauthClientResponse,
  NewSecretRequest,
  NewSecretResponse,
  OauthClientResponse,
  OauthClientsResponse,
} from './oauth-clients.dto.js';

/** The OAuth clients of an account: its connections to identity providers. */
@AdminEndpoint('oauth-clients', 'OAuth clients')
@UseInterceptors(EntityTagInterceptor)
export class OauthClientsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: OauthClientsService,
    private readonly secrets: ClientSecretsService,
    private readonly list: ClientList,
  ) {}

  @Get()
  @Operation('List the OAuth clients', 'Newest first, without any secret.')
  @ApiOkResponse({ type: OauthClientsResponse })
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<OauthClientsResponse> {
    const found = await this.unitOfWork.read(user.accountId, (tx) => this.list.page(tx, query));
    return { ...found, page: query.page, limit: query.limit };
  }

  @Get(':id')
  @Operation('Get an OAuth client')
  @ApiOkResponse({ type: OauthClientResponse, ...TAGGED })
  @Refuses(unknownClient)
  get(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<OauthClientResponse> {
    return this.unitOfWork.read(user.accountId, (tx) => this.list.get(tx, id));
  }

  @Post()
  @Operation(
    'Create an OAuth client',
    'A connection of an identity provider: it gets access tokens for SCIM from `/oauth/token`. It is not a user, so it keeps working when people leave.',
  )
  @ApiCreatedResponse({ type: NewOauthClientResponse, ...TAGGED })
  @Refuses(
    invalidName.shownWith(CONNECTION_NAME, 'not contain control characters'),
    invalidClientValue,
    noOrganizationToJoin,
    keyCredential,
    connectionNameTaken,
    tooManyClients,
  )
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
  @Operation('Revoke an OAuth client, with its secrets and tokens')
  @AnswersNothing('Revoked; takes effect on the next request.')
  @Refuses(unknownClient)
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.write(user.accountId, (tx) => this.clients.revoke(tx.by(author), id));
  }

  @Post(':id/secrets')
  @Operation(
    'Add a secret to an OAuth client',
    'Up to five at a time, so that a new one can be in use before an old one ends.',
  )
  @ApiCreatedResponse({ type: NewSecretResponse })
  @Refuses(expiryInThePast, expiryTooLate, keyCredential, unknownClient, noSecrets, tooManySecrets)
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
  @Operation(
    'Revoke a secret of an OAuth client',
    'Tokens that were issued for it stay valid until they expire. To end them too, revoke the client.',
  )
  @AnswersNothing('Revoked; it gets no more tokens.')
  @Refuses(unknownClient, unknownSecret)
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
