import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../page.dto.js';
import { Choice, Id, Text, Value } from '../../platform/http/fields.js';
import { emailOf } from '../../users/user-email.js';
import { awaitedManagerOf, type CreatedUser } from '../../users/user-fields.js';
import { ROLE_ORIGINS, ROLES, type Role, type RoleOrigin } from '../../users/user.entity.js';
import type { Ownership } from '../../provisioning/ownership/ownership.service.js';
import { OwnedResponse, ownershipResponse } from './ownership.dto.js';

export class UserResponse extends OwnedResponse {
  @Value('noor.dijk@acme.example')
  userName: string;

  @Text('Noor Dijk')
  displayName: string | null;

  @Text('Noor')
  givenName: string | null;

  @Text('Dijk')
  familyName: string | null;

  @Text('noor.dijk@acme.example', 'Work address')
  email: string | null;

  @Text('Controller')
  title: string | null;

  @Text('Finance')
  department: string | null;

  @Text('4130')
  costCenter: string | null;

  @Text('701984')
  employeeNumber: string | null;

  @Text('NL91ABNA0417164300')
  iban: string | null;

  @Text('nl-NL')
  locale: string | null;

  @Text('00u1a2B3c4D5e6F7g8h9', "The identity provider's id of the person")
  externalId: string | null;

  @Choice(ROLES, 'approver')
  role: Role;

  @Choice(
    [...ROLE_ORIGINS, null],
    'role',
    "Where the role comes from: `role` was assigned to the user, `roles` is an element of SCIM's `roles`, `group` a group of the user; null for the default role, and for roles assigned long ago",
  )
  roleOrigin: RoleOrigin | null;

  @Value(true)
  active: boolean;

  @Id('01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9')
  organizationId: string;

  @Text('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f')
  managerId: string | null;

  @Text(
    '00u7h8I9j0K1l2M3n4o5',
    'The manager as sent, if that is not a user of this account yet, or is the user itself',
  )
  awaitedManager: string | null;
}

/** An element of `roles` or `entitlements` as an identity provider has sent it. */
export class GrantResponse {
  @Text('organization:019a4c1e-5a13-7e2b-8d51-a06c4f9e7b18')
  value: string | null;

  @Text('Acme BE')
  display: string | null;

  @Text('organization')
  type: string | null;
}

export class UserDetailsResponse extends UserResponse {
  @ApiProperty({
    type: [GrantResponse],
    description:
      'As sent over SCIM. The id of a role grants it where `rolesGrant` is on, unless a role is assigned',
  })
  roles: GrantResponse[];

  @ApiProperty({ type: [GrantResponse], description: 'As sent over SCIM. They grant nothing' })
  entitlements: GrantResponse[];
}

export class UserPageResponse extends PageOf(UserResponse) {}

/** @param ownership of the user, if an identity provider has seen it */
export function userResponse(user: CreatedUser, ownership?: Ownership): UserResponse {
  const { id, version, createdAt, updatedAt, userName, role, roleOrigin, active } = user;
  const { organizationId, managerId } = user;
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
    roleOrigin,
    active,
    organizationId,
    managerId,
    awaitedManager,
    ...ownershipResponse(ownership),
    version,
    createdAt,
    updatedAt,
  };
}

/** @param ownership of the user, if an identity provider has seen it */
export function userDetailsResponse(user: CreatedUser, ownership?: Ownership): UserDetailsResponse {
  return Object.assign(userResponse(user, ownership), {
    roles: grantResponses(user, 'roles'),
    entitlements: grantResponses(user, 'entitlements'),
  });
}

/** The elements of one of the attributes `roles` and `entitlements`. */
function grantResponses(user: CreatedUser, name: 'roles' | 'entitlements'): GrantResponse[] {
  return user.values
    .filter(({ attribute }) => attribute === name)
    .map(({ value, display, type }) => ({ value, display, type }));
}
