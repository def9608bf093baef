import { IsEmail, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { emailOf } from '../users/user-email.js';
import { ROLES, type Role } from '../users/user.entity.js';
import type { StoredUser } from '../users/user-fields.js';
import { CHOOSE_LONG_ENOUGH } from './new-password.js';
import { ROLE_CHOICES, type PersonField, type RoleChoice } from './ownership.js';

export const STATES = ['active', 'deactivated'] as const;
export type State = (typeof STATES)[number];

abstract class PersonInput {
  @IsOptional()
  @MaxLength(1_000, { message: 'The name can have at most 1,000 characters' })
  @IsString()
  displayName?: string;

  @IsOptional()
  @MaxLength(320, { message: 'The address can have at most 320 characters' })
  @IsEmail({}, { message: 'Enter an e-mail address, such as name@company.example' })
  email?: string;

  /** An id, or a name if there are too many for a list. */
  @IsOptional()
  @MaxLength(320, { message: 'The organization can have at most 320 characters' })
  @IsString()
  organizationId?: string;
}

export class PersonForm extends PersonInput {
  @IsOptional()
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString()
  userName?: string;

  @IsOptional()
  @IsIn(ROLE_CHOICES, { message: 'Choose a role from the list' })
  role?: RoleChoice;

  @IsOptional()
  @IsIn(STATES, { message: 'Choose a state from the list' })
  state?: State;
}

export class NewPersonForm extends PersonInput {
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString({ message: 'Enter the user name' })
  userName: string;

  @IsIn(ROLES, { message: 'Choose a role from the list' })
  role: Role;

  @IsOptional()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, { message: `${CHOOSE_LONG_ENOUGH}, or leave it blank` })
  password?: string;
}

/** The stored values that the form shows. */
export function shownFields(user: StoredUser): Record<PersonField, string> {
  return {
    userName: user.userName,
    displayName: user.displayName ?? '',
    email: emailOf(user.values) ?? '',
    role: user.role,
    state: user.active ? 'active' : 'deactivated',
    organizationId: user.organizationId,
  };
}
