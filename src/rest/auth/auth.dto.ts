import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { LONGEST_PASSWORD } from '../../auth/passwords/chosen-password.js';
import { ROLES } from '../../users/user.entity.js';
import type { Principal } from '../../auth/principal.js';

export class LoginRequest {
  @ApiProperty({
    description: 'A user name; `account-slug/userName` if several accounts use the same name',
    example: 'okta@acme.example',
  })
  @Length(1, 400)
  @IsString()
  username: string;

  @ApiProperty({ format: 'password', example: 'correct horse battery staple' })
  @Length(1, LONGEST_PASSWORD)
  @IsString()
  password: string;
}

/** The logged-in principal. An operator does not have the fields of an account. */
export class LoggedInUser {
  @ApiProperty({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90' }) id: string;
  @ApiProperty({ example: 'okta@acme.example' }) userName: string;
  @ApiPropertyOptional({ example: 'Mira Vos' }) displayName?: string;
  @ApiProperty({ enum: [...ROLES, 'operator'], example: 'admin' }) role: string;
  @ApiPropertyOptional({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e01' }) accountId?: string;
  @ApiPropertyOptional({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e02' }) organizationId?: string;
}

export class LoginResponse {
  @ApiProperty({
    description: 'Session token, for `Authorization: Bearer`',
    example: 'ds_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA',
  })
  accessToken: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T21:15:00.000Z' }) expiresAt: string;
  @ApiProperty() user: LoggedInUser;
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
