import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ClientAuthentication, type TokenRequest } from '../client-authentication.service.js';
import { ClientGrants } from '../client-grants.service.js';
import { CodeGrants } from '../code-grants.service.js';
import { parameter, requiredParameter } from '../form-parameters.js';
import { OauthError } from '../oauth-error.js';
import { RefreshGrants } from '../refresh-grants.service.js';
import { checkScope } from '../scope.js';
import type { TokenAnswer } from '../token-issuer.service.js';
import { OauthFormGuard } from './oauth-form.guard.js';
import { SentTokenRequest } from './token-request.js';

/** The token endpoint (RFC 6749 §3.2). */
@ApiExcludeController()
@UseGuards(OauthFormGuard)
@Controller('oauth/token')
export class TokenController {
  constructor(
    private readonly clients: ClientAuthentication,
    private readonly clientGrants: ClientGrants,
    private readonly codes: CodeGrants,
    private readonly refreshes: RefreshGrants,
  ) {}

  @Post()
  @HttpCode(200)
  async issue(@SentTokenRequest() request: TokenRequest): Promise<TokenAnswer> {
    const { form, product } = request;
    const grant = requiredParameter(form, 'grant_type');
    const client = await this.clients.authenticate(request);
    checkScope(parameter(form, 'scope'));
    switch (grant) {
      case 'client_credentials':
        return this.clientGrants.issue(client);
      case 'authorization_code':
        return this.codes.issue(client, form, product);
      case 'refresh_token':
        return this.refreshes.issue(client, form, product);
      default:
        throw new OauthError(
          'unsupported_grant_type',
          'The grant types are client_credentials, authorization_code and refresh_token.',
        );
    }
  }
}
