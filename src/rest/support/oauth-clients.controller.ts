import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { expiryInThePast } from '../../auth/refusals.js';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { CatalogueChanges } from '../../oauth/catalogue-changes.service.js';
import { CatalogueClients } from '../../oauth/catalogue-clients.service.js';
import { CatalogueRevocation } from '../../oauth/catalogue-revocation.service.js';
import {
  expiryTooLate,
  invalidClientValue,
  noSecrets,
  tooManySecrets,
  unknownCatalogueClient,
  unknownSecret,
} from '../../oauth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NewSecretRequest, NewSecretResponse } from '../oauth/oauth-clients.dto.js';
import { ApiIfMatch, TAGGED } from '../directory/directory-endpoint.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';
import { PageQuery } from '../page.dto.js';
import {
  CatalogueClientChangesBody,
  CatalogueClientResponse,
  CatalogueClientsResponse,
  NewCatalogueClientBody,
  NewCatalogueClientResponse,
} from './oauth-clients.dto.js';

const WRONG_CALLBACK = invalidClientValue.shownWith(
  '/redirectUris',
  'redirectUris must be https URLs without a fragment, of at most 2000 characters: not "http://app.example/callback".',
);

/** The OAuth clients that all customers share, such as the app in Okta's catalogue. */
@OperatorEndpoint('oauth-clients')
@UseInterceptors(EntityTagInterceptor)
export class CatalogueClientsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: CatalogueClients,
    private readonly revocation: CatalogueRevocation,
    private readonly changes: CatalogueChanges,
  ) {}

  @Get()
  @Operation(
    'List the catalogue clients',
    'Newest first. Shows when each secret ends, but not the secrets themselves.',
  )
  @ApiOkResponse({ type: CatalogueClientsResponse })
  async page(@Query() { page, limit }: PageQuery): Promise<CatalogueClientsResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.clients.page(tx, { page, limit }));
    return { ...found, page, limit };
  }

  @Post()
  @Operation(
    'Register a catalogue client',
    'An OAuth client that all customers share. An administrator of each account allows it at `/oauth/authorize`.',
  )
  @ApiCreatedResponse({ type: NewCatalogueClientResponse, ...TAGGED })
  @Refuses(WRONG_CALLBACK)
  async create(
    @Body() { name, redirectUris, public: isPublic = false }: NewCatalogueClientBody,
    @CurrentAuthor() author: Author,
  ): Promise<NewCatalogueClientResponse> {
    const { secret, ...client } = await this.unitOfWork.writePlatform((tx) =>
      this.clients.create(tx, author, { name, redirectUris, isPublic }),
    );
    if (!secret) return { ...client, secrets: [] };
    const { secret: text, ...row } = secret;
    return { ...client, secrets: [row], secret: text };
  }

  @Patch(':id')
  @Operation(
    'Change a catalogue client',
    'Takes effect on the next request, and is in the audit trail of each account that has allowed the client. If it is interrupted, send it again: it then reaches the accounts that were left out. The names of the connections of accounts stay, and access tokens stay valid until they expire.',
  )
  @ApiIfMatch()
  @ApiOkResponse({ type: CatalogueClientResponse, ...TAGGED })
  @Refuses(WRONG_CALLBACK, unknownCatalogueClient)
  change(
    @Param('id') id: string,
    @Body() { name, redirectUris }: CatalogueClientChangesBody,
    @CurrentAuthor() author: Author,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<CatalogueClientResponse> {
    return this.changes.change(author, id, { name, redirectUris, ifMatch });
  }

  @Delete(':id')
  @Operation(
    'Revoke a catalogue client',
    'Ends the connections of all accounts that have allowed it, and records it in the audit trail of each.',
  )
  @AnswersNothing('Revoked; takes effect on the next request.')
  @Refuses(unknownCatalogueClient)
  revoke(@Param('id') id: string, @CurrentAuthor() author: Author): Promise<void> {
    return this.revocation.revoke(author, id);
  }

  @Post(':id/secrets')
  @Operation('Add a secret to a catalogue client')
  @ApiCreatedResponse({ type: NewSecretResponse })
  @Refuses(expiryInThePast, expiryTooLate, unknownCatalogueClient, noSecrets, tooManySecrets)
  addSecret(
    @Param('id') id: string,
    @Body() { expiresAt }: NewSecretRequest,
    @CurrentAuthor() author: Author,
  ): Promise<NewSecretResponse> {
    return this.unitOfWork.writePlatform((tx) => this.clients.addSecret(tx, author, { id, expiresAt }));
  }

  @Delete(':id/secrets/:secretId')
  @Operation('Revoke a secret of a catalogue client')
  @AnswersNothing('Revoked; it gets no more tokens.')
  @Refuses(unknownCatalogueClient, unknownSecret)
  async revokeSecret(
    @Param('id') id: string,
    @Param('secretId') secretId: string,
    @CurrentAuthor() author: Author,
  ): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.clients.revokeSecret(tx, author, { id, secretId }));
  }
}
