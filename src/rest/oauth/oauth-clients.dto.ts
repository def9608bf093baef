import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsRFC3339, IsString, Length, Matches, MaxLength } from 'class-validator';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { CLAIM_LENGTH, JWKS_URL_LENGTH, type OauthClientKind } from '../../oauth/oauth-client.entity.js';
import type { ListedClient } from '../../oauth/client-list.service.js';
import type { SecretRow } from '../../oauth/client-secrets.service.js';
import { PageResponse } from '../page.dto.js';

const ID = '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90';
const CLIENT_ID = 'dc_mK2pQ7vXw9rT4sLdN8aYzA';
const TENANT = 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0';
const KEYS = `${TENANT}/discovery/v2.0/keys`;
const SECRET = 'dcs_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA';

export class NewOauthClientRequest {
  @ApiProperty({ maxLength: 255, example: 'Entra ID' })
  @Length(1, 255)
  @Matches(/\S/, { message: 'name must not be blank' })
  @IsString()
  name: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'The organization that new users join; without it, your own',
    example: DEMO_IDS.acmeGroup,
  })
  @IsOptional()
  @MaxLength(36)
  @IsString()
  organizationId?: string | null;

  @ApiProperty({
    enum: ['secret', 'assertion'],
    description:
      'How it proves itself: with a client secret, or with assertions signed by its own key (RFC 7523)',
    example: 'assertion',
  })
  @IsIn(['secret', 'assertion'])
  kind: 'secret' | 'assertion';

  @ApiPropertyOptional({
    maxLength: CLAIM_LENGTH,
    description: 'The claim `iss` of its assertions; without it, the client id',
    example: `${TENANT}/v2.0`,
  })
  @IsOptional()
  @MaxLength(CLAIM_LENGTH)
  @IsString()
  issuer?: string;

  @ApiPropertyOptional({
    maxLength: CLAIM_LENGTH,
    description: 'The claim `sub` of its assertions; without it, the client id',
    example: 'd2f8ee76-c549-45b8-a143-f5b640669704',
  })
  @IsOptional()
  @MaxLength(CLAIM_LENGTH)
  @IsString()
  subject?: string;

  @ApiPropertyOptional({
    maxLength: CLAIM_LENGTH,
    description: 'The claim `aud` of its assertions; without it, the URL of the token endpoint',
    example: 'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16',
  })
  @IsOptional()
  @MaxLength(CLAIM_LENGTH)
  @IsString()
  audience?: string;

  @ApiPropertyOptional({
    maxLength: JWKS_URL_LENGTH,
    description: 'The https URL of its public keys. An assertion client has either this or `jwks`',
    example: KEYS,
  })
  @IsOptional()
  @MaxLength(JWKS_URL_LENGTH)
  @IsString()
  jwksUrl?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Its public keys as a JSON Web Key Set (RFC 7517)',
  })
  @IsOptional()
  @IsObject()
  jwks?: Record<string, unknown>;
}

export class NewSecretRequest {
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'A date-time with its offset, at most three years ahead; without it, a year from now',
    example: '2027-12-31T23:59:59Z',
  })
  @IsOptional()
  @IsRFC3339({ message: 'expiresAt must be a date-time with its offset, such as 2027-12-31T23:59:59Z' })
  expiresAt?: string | null;
}

export class SecretResponse implements SecretRow {
  @ApiProperty({ example: ID })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:15:00.000Z' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', example: '2027-12-01T09:15:00.000Z' })
  expiresAt: string;
}

export class NewSecretResponse extends SecretResponse {
  @ApiProperty({ description: 'The secret itself; it is shown only in this answer', example: SECRET })
  secret: string;
}

const text = (description: string, example: string | null = null) =>
  ApiProperty({ type: String, nullable: true, description, example });

export class OauthClientResponse implements ListedClient {
  @ApiProperty({ example: ID })
  id: string;

  @ApiProperty({ description: 'The client id to enter in the identity provider', example: CLIENT_ID })
  clientId: string;

  @ApiProperty({ example: 'Entra ID' })
  name: string;

  @ApiProperty({
    enum: ['secret', 'assertion', 'catalogue'],
    description: '`catalogue`: an app that all customers share, which an administrator has allowed',
    example: 'secret',
  })
  kind: OauthClientKind;

  @ApiProperty({ description: 'The organization that new users join', example: ID })
  organizationId: string;

  @ApiProperty({ example: 'Acme Group' })
  organizationName: string;

  @text('The claim `iss` of its assertions; null for the client id')
  issuer: string | null;

  @text('The claim `sub` of its assertions; null for the client id')
  subject: string | null;

  @text('The claim `aud` of its assertions; null for the URL of the token endpoint')
  audience: string | null;

  @text('The URL of its public keys')
  jwksUrl: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:15:00.000Z' })
  createdAt: string;

  @text(
    'The user who created or allowed it; null for Declaree support, and for a user who is gone',
    'okta@acme.example',
  )
  createdBy: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'To the minute; null if it has never been used',
    example: '2026-12-02T07:30:00.000Z',
  })
  lastUsedAt: string | null;

  @ApiProperty({ type: [SecretResponse], description: 'Its secrets, without the secrets themselves' })
  secrets: SecretRow[];
}

export class NewOauthClientResponse extends OauthClientResponse {
  @ApiPropertyOptional({
    description: 'Its first secret, for the kind `secret`; it is shown only in this answer',
    example: SECRET,
  })
  secret?: string;
}

export class OauthClientsResponse extends PageResponse {
  @ApiProperty({ type: [OauthClientResponse] })
  items: ListedClient[];
}
