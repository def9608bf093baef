import { ChosenPassword, CurrentPassword } from '../auth/passwords/chosen-password.js';
import { ChoiceField, ClearableText, FlagField, IdField, TextField } from '../platform/http/fields.js';
import { ROLES, type Role } from '../users/user.entity.js';

/** The fields of a user in a request, except the user name. */
export abstract class UserInput {
  @ClearableText('Name to show', 'Noor Dijk') displayName?: string | null;
  @ClearableText('First name', 'Noor') givenName?: string | null;
  @ClearableText('Last name', 'Dijk') familyName?: string | null;

  @TextField({
    presence: 'clearable',
    format: 'email',
    description: 'Work address; null clears it. Addresses of other types do not change.',
    max: 320,
    example: 'noor.dijk@acme.example',
  })
  email?: string | null;

  @ClearableText('Job title', 'Controller') title?: string | null;
  @ClearableText('Department', 'Finance') department?: string | null;
  @ClearableText('Code of the cost center', '4130') costCenter?: string | null;
  @ClearableText('Personnel number', '701984') employeeNumber?: string | null;
  @ClearableText('Bank account for reimbursements', 'NL91ABNA0417164300') iban?: string | null;
  @ClearableText('Language and region', 'nl-NL') locale?: string | null;

  @ClearableText("The identity provider's id of the person", '00u1a2B3c4D5e6F7g8h9', 320)
  externalId?: string | null;

  @ChoiceField(ROLES, {
    presence: 'clearable',
    description:
      'The role to assign; the one that the user already has changes nothing. null assigns none: then `roles` of SCIM and the groups decide; without those, it is `employee`, as for a new user',
    example: 'approver',
  })
  role?: Role | null;

  @FlagField({
    presence: 'optional',
    description: 'Whether the user may log in; true for a new user',
    example: true,
  })
  active?: boolean;

  @IdField(
    'optional',
    "Id of the user's organization; default for a new user: your own organization",
    '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9',
  )
  organizationId?: string;

  @IdField(
    'clearable',
    "Id of the user who is the manager; null for none. The user's own id is kept as `awaitedManager` and not bound",
    '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f',
  )
  managerId?: string | null;

  @ChosenPassword('optional')
  password?: string;
}

export class NewUserRequest extends UserInput {
  @TextField({
    description: 'Login name, unique in the account, case-insensitive; without a colon',
    max: 320,
    example: 'noor.dijk@acme.example',
  })
  userName: string;
}

/** The fields to change; the others stay as they are. */
export class UserChangesRequest extends UserInput {
  @TextField({ presence: 'optional', description: 'Login name', max: 320, example: 'noor.dijk@acme.example' })
  userName?: string;

  @CurrentPassword(
    'optional',
    'Your current password; required to change the password of your own user, ignored otherwise',
  )
  currentPassword?: string;
}
