import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional } from 'class-validator';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { CLAIM_LENGTH, JWKS_URL_LENGTH, type OauthClientKind } from '../../oauth/oauth-client.entity.js';
import type { ListedClient } from '../../oauth/client-list.service.js';
import type { ListedSecret, SecretRow } from '../../oauth/client-secrets.service.js';
import {
  Choice,
  ChoiceField,
  IdField,
  Text,
  TextField,
  Time,
  TimeField,
  TimeOrNull,
  Value,
} from '../../platform/http/fields.js';
import { PageOf } from '../page.dto.js';

const ID = '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90';
const CLIENT_ID = 'dc_mK2pQ7vXw9rT4sLdN8aYzA';
const TENANT = 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0';
const KEYS = `${TENANT}/discovery/v2.0/keys`;
const SECRET = 'dcs_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA';

const ClaimField = (description: string, example: string, max = CLAIM_LENGTH) =>
  TextField({ presence: 'clearable', max, description, example });

abstract class AssertionFields {
  @ClaimField('The claim `iss` of its assertions; without it, the client id', `${TENANT}/v2.0`)
  issuer?: string | null;

  @ClaimField(
    'The claim `sub` of its assertions; without it, the client id',
    'd2f8ee76-c549-45b8-a143-f5b640669704',
  )
  subject?: string | null;

  @ClaimField(
    'The claim `aud` of its assertions; without it, the URL of the token endpoint',
    'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16',
  )
  audience?: string | null;

  @ClaimField(
    'The https URL of its public keys. An assertion client has either this or `jwks`',
    KEYS,
    JWKS_URL_LENGTH,
  )
  jwksUrl?: string | null;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Its public keys as a JSON Web Key Set (RFC 7517)',
  })
  @IsOptional()
  @IsObject()
  jwks?: Record<string, unknown> | null;
}

export class NewOauthClientRequest extends AssertionFields {
  @TextField({ min: 1, max: 255, notBlank: true, example: 'Entra ID' })
  name: string;

  @IdField('clearable', 'The organization that new users join; without it, your own', DEMO_IDS.acmeGroup)
  organizationId?: string | null;

  @ChoiceField(['secret', 'assertion'], {
    description:
      'How it authenticates: with a client secret, or with assertions signed by its own key (RFC 7523)',
    example: 'assertion',
  })
  kind: 'secret' | 'assertion';
}

/** The fields to change; the others stay as they are. */
export class OauthClientChangesRequest extends AssertionFields {
  @TextField({ presence: 'optional', min: 1, max: 255, notBlank: true, example: 'Entra ID (new key)' })
  name?: string;

  @IdField('optional', 'The organization that new users join', DEMO_IDS.acmeGroup)
  organizationId?: string;
}

export class NewSecretRequest {
  @TimeField(
    'clearable',
    'A date-time with its offset: any time from now on, at most three years ahead; without it, a year from now. The console offers one, two and three years',
    '2027-12-31T23:59:59Z',
  )
  expiresAt?: string | null;
}

export class SecretResponse implements SecretRow {
  @Value(ID)
  id: string;

  @Time('2026-12-01T09:15:00.000Z')
  createdAt: string;

  @Time('2027-12-01T09:15:00.000Z')
  expiresAt: string;
}

export class NewSecretResponse extends SecretResponse {
  @Value(SECRET, 'The secret itself; it is shown only in this answer')
  secret: string;
}

export class UsedSecretResponse extends SecretResponse implements ListedSecret {
  @TimeOrNull('2026-12-02T07:00:00.000Z', 'When it last got an access token, to the hour; null if never')
  lastUsedAt: string | null;
}

export class OauthClientResponse implements ListedClient {
  @Value(ID)
  id: string;

  @Value(CLIENT_ID, 'The client id to enter in the identity provider')
  clientId: string;

  @Value('Entra ID')
  name: string;

  @Choice(
    ['secret', 'assertion', 'catalogue'],
    'secret',
    '`catalogue`: an app that all customers share, which an administrator has allowed',
  )
  kind: OauthClientKind;

  @Value(ID, 'The organization that new users join')
  organizationId: string;

  @Value('Acme Group')
  organizationName: string;

  @Text(null, 'The claim `iss` of its assertions; null for the client id')
  issuer: string | null;

  @Text(null, 'The claim `sub` of its assertions; null for the client id')
  subject: string | null;

  @Text(null, 'The claim `aud` of its assertions; null for the URL of the token endpoint')
  audience: string | null;

  @Text(null, 'The URL of its public keys')
  jwksUrl: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Its public keys, if it has no URL of them',
    example: null,
  })
  jwks: Record<string, unknown> | null;

  @Value(1, 'Increases with each change')
  version: number;

  @Time('2026-12-01T09:15:00.000Z')
  createdAt: string;

  @Text(
    'okta@acme.example',
    'The user who created or allowed it; null for Declaree support, and for a user who no longer exists',
  )
  createdBy: string | null;

  @TimeOrNull('2026-12-02T07:30:00.000Z', 'To the minute; null if it has never been used')
  lastUsedAt: string | null;

  @ApiProperty({ type: [UsedSecretResponse], description: 'Its secrets, without the secrets themselves' })
  secrets: ListedSecret[];
}

export class NewOauthClientResponse extends OauthClientResponse {
  @ApiPropertyOptional({
    description: 'Its first secret, for the kind `secret`; it is shown only in this answer',
    example: SECRET,
  })
  secret?: string;
}

export class OauthClientsResponse extends PageOf(OauthClientResponse) {}
