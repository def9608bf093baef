import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, ValidateIf } from 'class-validator';
import type { ListedCatalogueClient } from '../../oauth/catalogue-clients.service.js';
import type { SecretRow } from '../../oauth/client-secrets.service.js';
import { FlagField, TextField, Time, Value } from '../../platform/http/fields.js';
import { SecretResponse } from '../oauth/oauth-clients.dto.js';
import { PageOf } from '../page.dto.js';

const CALLBACK = 'https://system-admin.okta.com/admin/app/cpc/declaree/oauth/callback';

const RedirectUrisField = (presence: 'required' | 'optional') =>
  applyDecorators(
    ApiProperty({
      type: [String],
      required: presence === 'required',
      description: 'The exact https URLs to which it may send people back',
      example: [CALLBACK],
    }),
    ...(presence === 'optional' ? [ValidateIf((_, value) => value !== undefined)] : []),
    IsString({ each: true }),
    ArrayMinSize(1),
    ArrayMaxSize(20),
    IsArray(),
  );

export class NewCatalogueClientBody {
  @TextField({ min: 1, max: 255, notBlank: true, example: 'Okta' })
  name: string;

  @RedirectUrisField('required')
  redirectUris: string[];

  @FlagField({
    presence: 'optional',
    description: 'Whether it has no secret, and must use PKCE (RFC 7636)',
    default: false,
    example: false,
  })
  public?: boolean;
}

/** The fields to change; the others stay as they are. */
export class CatalogueClientChangesBody {
  @TextField({ presence: 'optional', min: 1, max: 255, notBlank: true, example: 'Okta' })
  name?: string;

  @RedirectUrisField('optional')
  redirectUris?: string[];
}

export class CatalogueClientResponse implements ListedCatalogueClient {
  @Value('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')
  id: string;

  @Value('dc_mK2pQ7vXw9rT4sLdN8aYzA')
  clientId: string;

  @Value('Okta')
  name: string;

  @ApiProperty({ type: [String], example: [CALLBACK] })
  redirectUris: string[];

  @Value(false, 'Whether it has no secret')
  isPublic: boolean;

  @Value(1, 'Increases with each change')
  version: number;

  @Time('2026-12-01T09:15:00.000Z')
  createdAt: string;

  @ApiProperty({
    type: [SecretResponse],
    description:
      'Its secrets, oldest first, without the secrets themselves. When all have ended, no account is provisioned',
  })
  secrets: SecretRow[];
}

export class NewCatalogueClientResponse extends CatalogueClientResponse {
  @ApiPropertyOptional({
    description: 'Its first secret, which lasts a year; it is shown only in this answer',
    example: 'dcs_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA',
  })
  secret?: string;
}

export class CatalogueClientsResponse extends PageOf(CatalogueClientResponse) {}
