import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LONGEST_PASSWORD } from '../../auth/passwords/password-length.js';
import type { Principal } from '../../auth/principal.js';
import { Choice, TextField, Time, Value } from '../../platform/http/fields.js';
import { ROLES } from '../../users/user.entity.js';

export class LoginRequest {
  @TextField({
    description: 'A user name; `account-slug/userName` if several accounts use the same name',
    min: 1,
    max: 400,
    example: 'okta@acme.example',
  })
  username: string;

  @TextField({ format: 'password', min: 1, max: LONGEST_PASSWORD, example: 'correct horse battery staple' })
  password: string;
}

/** The logged-in principal. An operator does not have the fields of an account. */
export class LoggedInUser {
  @Value('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')
  id: string;

  @Value('okta@acme.example')
  userName: string;

  @ApiPropertyOptional({ example: 'Mira Vos' })
  displayName?: string;

  @Choice([...ROLES, 'operator'], 'admin')
  role: string;

  @ApiPropertyOptional({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e01' })
  accountId?: string;

  @ApiPropertyOptional({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e02' })
  organizationId?: string;
}

export class LoginResponse {
  @Value('ds_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA', 'Session token, for `Authorization: Bearer`')
  accessToken: string;

  @Time('2026-12-01T21:15:00.000Z')
  expiresAt: string;

  @ApiProperty()
  user: LoggedInUser;
}

export function loggedInUser(principal: Principal): LoggedInUser {
  if (principal.kind === 'operator') {
    return { id: principal.operatorId, userName: principal.userName, role: 'operator' };
  }
  const { userId, userName, displayName, role, accountId, organizationId } = principal;
  return {
    id: userId,
    userName,
    ...(displayName === null ? {} : { displayName }),
    role,
    accountId,
    organizationId,
  };
}
