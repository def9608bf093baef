import { ApiProperty } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { PageResponse } from '../page.dto.js';
import { emailOf } from '../../users/user-email.js';
import { awaitedManagerOf, type CreatedUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';
import { StoredResponse } from './stored.dto.js';

export class UserResponse extends StoredResponse {
  @ApiProperty({ example: 'noor.dijk@acme.example' }) userName: string;
  @NullableText('Noor Dijk') displayName: string | null;
  @NullableText('Noor') givenName: string | null;
  @NullableText('Dijk') familyName: string | null;
  @NullableText('noor.dijk@acme.example', 'Work address') email: string | null;
  @NullableText('Controller') title: string | null;
  @NullableText('Finance') department: string | null;
  @NullableText('4130') costCenter: string | null;
  @NullableText('701984') employeeNumber: string | null;
  @NullableText('NL91ABNA0417164300') iban: string | null;
  @NullableText('nl-NL') locale: string | null;
  @NullableText('00u1a2B3c4D5e6F7g8h9', "The identity provider's id of the person") externalId: string | null;
  @ApiProperty({ enum: ROLES, example: 'approver' }) role: Role;
  @ApiProperty({ example: true }) active: boolean;
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9' }) organizationId: string;
  @NullableText('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f') managerId: string | null;

  @NullableText(
    '00u7h8I9j0K1l2M3n4o5',
    'The manager as sent, if that is not a user of this account yet, or is the user itself',
  )
  awaitedManager: string | null;
}

export class UserPageResponse extends PageResponse {
  @ApiProperty({ type: [UserResponse] }) items: UserResponse[];
}

export function userResponse(user: CreatedUser): UserResponse {
  const { id, version, createdAt, updatedAt, userName, role, active, organizationId, managerId } = user;
  const awaitedManager = awaitedManagerOf(user);
  const { displayName, givenName, familyName, title, department, costCenter, employeeNumber } = user;
  const { iban, locale, externalId, values } = user;
  return {
    id,
    userName,
    displayName,
    givenName,
    familyName,
    email: emailOf(values),
    title,
    department,
    costCenter,
    employeeNumber,
    iban,
    locale,
    externalId,
    role,
    active,
    organizationId,
    managerId,
    awaitedManager,
    version,
    createdAt,
    updatedAt,
  };
}
