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
    description: 'By name from A to Z; or newest, largest, most failures today, or latest call first',
  })
  @IsOptional()
  @IsIn(ACCOUNT_ORDERS)
  sort?: AccountOrder;
}

/** The admin whose credentials the identity provider will use. */
export class NewAdminBody {
  @ApiProperty({
    description:
      'Login name, without a colon. If it is an e-mail address, the user gets it as e-mail address too.',
    maxLength: 320,
    example: 'okta@initech.example',
  })
  @IsString()
  username: string;

  @ApiPropertyOptional({
    description: 'Leave out to generate one; it is shown once',
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

/** A customer to set up. The services that store it validate the names and the slug further. */
export class NewAccountBody {
  @ApiProperty({ maxLength: 320, example: 'Initech' })
  @IsString()
  name: string;

  @ApiPropertyOptional({
    description:
      'Lower-case letters and digits with single hyphens between them; derived from the name if left out',
    type: String,
    nullable: true,
    maxLength: 63,
    example: 'initech',
  })
  @IsOptional()
  @IsString()
  slug?: string | null;

  @ApiPropertyOptional({
    description: "Name of the parent organization; the account's name if left out",
    type: String,
    nullable: true,
    maxLength: 320,
    example: 'Initech Group',
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

export class ModuleSwitchBody {
  @ApiProperty({ example: true })
  @IsBoolean()
  enabled: boolean;

  @ApiProperty({
    description: "The reason, for the account's audit trail",
    maxLength: 500,
    example: 'Ticket 4711: the customer starts with Okta on Monday',
  })
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(500)
  @IsString()
  reason: string;
}

/** The reason for an action that the customer may ask about. */
export class ReasonBody {
  @ApiProperty({ description: 'The reason, for the audit trail', maxLength: 500, example: 'Ticket 4711' })
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(500)
  @IsString()
  reason: string;
}

export class RemovalBody extends ReasonBody {
  @ApiProperty({
    description: "The account's slug, as confirmation",
    maxLength: 63,
    example: 'globex',
  })
  @MaxLength(63)
  @IsString()
  slug: string;
}
