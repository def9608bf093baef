import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ClientAuthentication, type TokenRequest } from '../client-authentication.service.js';
import { requiredParameter } from '../form-parameters.js';
import { TokenRevocation } from '../token-revocation.service.js';
import { OauthFormGuard } from './oauth-form.guard.js';
import { SentTokenRequest } from './token-request.js';

/** The revocation endpoint (RFC 7009). */
@ApiExcludeController()
@UseGuards(OauthFormGuard)
@Controller('oauth/revoke')
export class RevocationController {
  constructor(
    private readonly clients: ClientAuthentication,
    private readonly revocation: TokenRevocation,
  ) {}

  /** 200 for an unknown token too (RFC 7009 §2.2). */
  @Post()
  @HttpCode(200)
  async revoke(@SentTokenRequest() request: TokenRequest): Promise<void> {
    const token = requiredParameter(request.form, 'token');
    const client = await this.clients.authenticate(request);
    await this.revocation.revoke(client, token);
  }
}
