import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicUrl } from '../../platform/http/public-url.js';
import { ASSERTION_ALGORITHMS } from '../assertion-check.service.js';
import { SCOPE } from '../scope.js';
import { authorizationUrl, revocationUrl, tokenUrl } from './endpoints.js';

const CLIENT_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'];

/** The metadata of the authorization server (RFC 8414). */
@ApiExcludeController()
@Controller('.well-known/oauth-authorization-server')
export class MetadataController {
  @Get()
  metadata(@PublicUrl() publicUrl: string) {
    return {
      issuer: publicUrl,
      authorization_endpoint: authorizationUrl(publicUrl),
      token_endpoint: tokenUrl(publicUrl),
      revocation_endpoint: revocationUrl(publicUrl),
      scopes_supported: [SCOPE],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
      token_endpoint_auth_methods_supported: CLIENT_METHODS,
      token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      revocation_endpoint_auth_methods_supported: CLIENT_METHODS,
      revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }
}
