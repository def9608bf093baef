import { PageOf } from '../page.dto.js';
import { Choice, Id, Text, Value } from '../../platform/http/fields.js';
import { emailOf } from '../../users/user-email.js';
import { awaitedManagerOf, type CreatedUser } from '../../users/user-fields.js';
import { ROLES, type Role } from '../../users/user.entity.js';
import type { Ownership } from '../../ownership/ownership.service.js';
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

export class UserPageResponse extends PageOf(UserResponse) {}

/** @param ownership of the user, if an identity provider has seen it */
export function userResponse(user: CreatedUser, ownership?: Ownership): UserResponse {
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
    ...ownershipResponse(ownership),
    version,
    createdAt,
    updatedAt,
  };
}
