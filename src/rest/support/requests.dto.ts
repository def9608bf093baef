import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../page.dto.js';
import { ACCOUNT_ORDERS, type AccountOrder, type AccountQuery } from '../../support/account-list.service.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../auth/passwords/chosen-password.js';

/** Which accounts, and which part of their list. */
export class AccountsQuery extends PageQuery implements AccountQuery {
  @ApiPropertyOptional({
    description:
      'Part of the name or the slug, in any letter case, such as `acme`; part of the login name or an e-mail address of an administrator, such as `@acme.example`; or a whole id',
  })
  @IsOptional()
  @MaxLength(320)
  @IsString()
  search?: string;

  @ApiPropertyOptional({
    enum: ACCOUNT_ORDERS,
    default: 'name',
    description:
      'Names from A to Z; or the newest, the largest, those with most failures of today, or those that called last, first',
  })
  @IsOptional()
  @IsIn(ACCOUNT_ORDERS)
  sort?: AccountOrder;
}

/** The admin whose credentials an identity provider will use. */
export class NewAdminBody {
  @ApiProperty({
    description: 'Login name; no colon. An e-mail address becomes the e-mail address of the user too.',
    maxLength: 320,
    example: 'okta@acme.example',
  })
  @IsString()
  username: string;

  @ApiPropertyOptional({
    description: 'Made up and shown once where it is left out',
    minLength: SHORTEST_PASSWORD,
    maxLength: LONGEST_PASSWORD,
    type: String,
    nullable: true,
    format: 'password',
    example: 'correct horse battery staple',
  })
  @IsOptional()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  @IsString()
  password?: string | null;
}

/** A customer to set up. Names and the slug are checked further by the services that store them. */
export class NewAccountBody {
  @ApiProperty({ maxLength: 320, example: 'Acme' })
  @IsString()
  name: string;

  @ApiPropertyOptional({
    description:
      'Lower-case letters and digits with single hyphens between them; derived from the name where it is left out',
    type: String,
    nullable: true,
    maxLength: 63,
    example: 'acme',
  })
  @IsOptional()
  @IsString()
  slug?: string | null;

  @ApiPropertyOptional({
    description: "Name of the parent organization; the account's where it is left out",
    type: String,
    nullable: true,
    maxLength: 320,
    example: 'Acme Group',
  })
  @IsOptional()
  @IsString()
  organization?: string | null;

  @ApiProperty({ type: NewAdminBody })
  @ValidateNested({ message: 'admin must be an object' })
  @IsDefined({ message: 'admin must be an object' })
  @Type(() => NewAdminBody)
  admin: NewAdminBody;

  @ApiPropertyOptional({
    description: 'Switch the SCIM module on',
    type: Boolean,
    nullable: true,
    default: false,
    example: true,
  })
  @IsOptional()
  @IsBoolean()
  scim?: boolean | null;
}

/** The state that a module is to have from now on. */
export class ModuleSwitchBody {
  @ApiProperty({ example: true })
  @IsBoolean()
  enabled: boolean;

  @ApiProperty({
    description: "Why, for the account's audit trail",
    maxLength: 500,
    example: 'Ticket 4711: the customer starts with Okta on Monday',
  })
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(500)
  @IsString()
  reason: string;
}

/** Why something is done that the customer must be able to ask about. */
export class ReasonBody {
  @ApiProperty({ description: 'Why, for the audit trail', maxLength: 500, example: 'Ticket 4711' })
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(500)
  @IsString()
  reason: string;
}

/** Which account is removed, and why. */
export class RemovalBody extends ReasonBody {
  @ApiProperty({
    description: "The account's slug, to confirm which one it is",
    maxLength: 63,
    example: 'acme',
  })
  @MaxLength(63)
  @IsString()
  slug: string;
}
