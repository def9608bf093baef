import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CLAIM_LENGTH, JWKS_URL_LENGTH } from '../oauth/oauth-client.entity.js';
import { invalidClientValue } from '../oauth/refusals.js';
import { SECRET_LIFETIMES, type SecretLifetime } from './pages/secret-lifetimes.js';

const TOO_LONG = { message: `This can have at most ${CLAIM_LENGTH} characters` };

abstract class ConnectionFields {
  @MaxLength(255, { message: 'The name can have at most 255 characters' })
  @IsString({ message: "Enter a name, such as the identity provider's" })
  name: string;

  /** An id, or a name if there are too many for a list. */
  @IsOptional()
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString()
  organizationId?: string;

  @IsOptional()
  @MaxLength(CLAIM_LENGTH, TOO_LONG)
  @IsString()
  issuer?: string;

  @IsOptional()
  @MaxLength(CLAIM_LENGTH, TOO_LONG)
  @IsString()
  subject?: string;

  @IsOptional()
  @MaxLength(CLAIM_LENGTH, TOO_LONG)
  @IsString()
  audience?: string;

  @IsOptional()
  @MaxLength(JWKS_URL_LENGTH, { message: `The URL can have at most ${JWKS_URL_LENGTH} characters` })
  @IsString()
  jwksUrl?: string;

  /** The text of a JSON Web Key Set. */
  @IsOptional()
  @IsString()
  jwks?: string;
}

/** The form for a new connection. */
export class NewConnectionForm extends ConnectionFields {
  @IsIn(['secret', 'assertion'], { message: 'Choose how it authenticates' })
  kind: 'secret' | 'assertion';
}

/** The form for the changes of a connection. */
export class ChangeConnectionForm extends ConnectionFields {
  @IsOptional()
  @IsString()
  version?: string;
}

/** The key set that was pasted; undefined if the field is blank. Throws `invalid` for a text that is not JSON. */
export function pastedKeySet(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidClientValue('/jwks', 'The key set is not JSON. Paste it as a whole, from { to }.');
  }
}

/** The form for a new secret. */
export class SecretForm {
  @IsIn(Object.keys(SECRET_LIFETIMES), { message: 'Choose when the secret expires' })
  lifetime: SecretLifetime;
}
