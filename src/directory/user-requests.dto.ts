import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { ChosenPassword, LONGEST_PASSWORD } from '../auth/passwords/chosen-password.js';
import { ROLES, type Role } from '../users/user.entity.js';
import { ClearableText, MayBeLeftOut } from '../platform/http/optional.decorators.js';

/** The fields of a user in a request, except the user name. */
export abstract class UserInput {
  @ClearableText('Name to show', 'Noor Dijk') displayName?: string | null;
  @ClearableText('First name', 'Noor') givenName?: string | null;
  @ClearableText('Last name', 'Dijk') familyName?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'email',
    description: 'Work address; null clears it. Addresses of other types do not change.',
    maxLength: 320,
    example: 'noor.dijk@acme.example',
  })
  @IsOptional()
  @MaxLength(320)
  @IsEmail()
  email?: string | null;

  @ClearableText('Job title', 'Controller') title?: string | null;
  @ClearableText('Department', 'Finance') department?: string | null;
  @ClearableText('Code of the cost center', '4130') costCenter?: string | null;
  @ClearableText('Personnel number', '701984') employeeNumber?: string | null;
  @ClearableText('Bank account for reimbursements', 'NL91ABNA0417164300') iban?: string | null;
  @ClearableText('Language and region', 'nl-NL') locale?: string | null;

  @ClearableText("The identity provider's id of the person", '00u1a2B3c4D5e6F7g8h9', 320)
  externalId?: string | null;

  @ApiPropertyOptional({ enum: ROLES, description: 'For a new user `employee`', example: 'approver' })
  @MayBeLeftOut()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ description: 'Whether the user may log in; true for a new user', example: true })
  @MayBeLeftOut()
  @IsBoolean()
  active?: boolean;

  @ApiPropertyOptional({
    description: "Id of the user's organization; default for a new user: your own organization",
    example: '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9',
  })
  @MayBeLeftOut()
  @Length(1, 36)
  @IsString()
  organizationId?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      "Id of the user who is the manager; null for none. The user's own id is kept as `awaitedManager` and not bound",
    example: '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f',
  })
  @IsOptional()
  @Length(1, 36)
  @IsString()
  managerId?: string | null;

  @MayBeLeftOut()
  @ChosenPassword({ required: false })
  password?: string;
}

export class NewUserRequest extends UserInput {
  @ApiProperty({
    description: 'Login name, unique in the account, case-insensitive; without a colon',
    maxLength: 320,
    example: 'noor.dijk@acme.example',
  })
  @MaxLength(320)
  @IsString()
  userName: string;
}

/** The fields to change; the others stay as they are. */
export class UserChangesRequest extends UserInput {
  @ApiPropertyOptional({ description: 'Login name', maxLength: 320, example: 'noor.dijk@acme.example' })
  @MayBeLeftOut()
  @MaxLength(320)
  @IsString()
  userName?: string;
  @ApiPropertyOptional({
    format: 'password',
    writeOnly: true,
    description: 'Your current password; required to change the password of your own user, ignored otherwise',
    minLength: 1,
    maxLength: LONGEST_PASSWORD,
    example: 'old secret',
  })
  @MayBeLeftOut()
  @Length(1, LONGEST_PASSWORD)
  @IsString()
  currentPassword?: string;
}
