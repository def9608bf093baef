import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, ValidateNested } from 'class-validator';
import { PageQuery } from '../page.dto.js';
import {
  ACCOUNT_ORDERS,
  ACCOUNT_STATES,
  type AccountOrder,
  type AccountQuery,
  type AccountState,
} from '../../support/account-list.service.js';
import { ChosenPassword } from '../../auth/passwords/chosen-password.js';
import { ChoiceField, FlagField, TextField } from '../../platform/http/fields.js';

export class AccountsQuery extends PageQuery implements AccountQuery {
  @TextField({
    presence: 'optional',
    description:
      'Part of the name or the slug, in any letter case, such as `acme`; part of the login name or an e-mail address of an administrator, such as `@acme.example`; or a whole id',
    max: 320,
  })
  search?: string;

  @ChoiceField(ACCOUNT_ORDERS, {
    presence: 'optional',
    default: 'name',
    description:
      'By name from A to Z; or newest, largest, most failures today, latest call, longest silence, or most alarms first',
  })
  sort?: AccountOrder;

  @ChoiceField(ACCOUNT_STATES, {
    presence: 'optional',
    description:
      'Only accounts with alarms that nobody has marked as seen, with failures in the last 24 hours, or whose identity provider has been silent for 48 hours',
  })
  state?: AccountState;
}

/** The admin whose credentials the identity provider will use. */
export class NewAdminBody {
  @TextField({
    description:
      'Login name, without a colon. If it is an e-mail address, the user gets it as e-mail address too.',
    max: 320,
    example: 'okta@initech.example',
  })
  username: string;

  @ChosenPassword('clearable', 'Leave out to generate one; it is shown once')
  password?: string | null;
}

/** A customer to set up. The services that store it validate the names and the slug further. */
export class NewAccountBody {
  @TextField({ max: 320, example: 'Initech' })
  name: string;

  @TextField({
    presence: 'clearable',
    description:
      'Lower-case letters and digits with single hyphens between them; derived from the name if left out',
    max: 63,
    example: 'initech',
  })
  slug?: string | null;

  @TextField({
    presence: 'clearable',
    description: "Name of the parent organization; the account's name if left out",
    max: 320,
    example: 'Initech Group',
  })
  organization?: string | null;

  @ApiProperty({ type: NewAdminBody })
  @ValidateNested({ message: 'admin must be an object' })
  @IsDefined({ message: 'admin must be an object' })
  @Type(() => NewAdminBody)
  admin: NewAdminBody;

  @FlagField({
    presence: 'clearable',
    description: 'Switch the SCIM module on',
    default: false,
    example: true,
  })
  scim?: boolean | null;
}

export class ModuleSwitchBody {
  @FlagField({ example: true })
  enabled: boolean;

  @TextField({
    description: "The reason, for the account's audit trail",
    max: 500,
    notBlank: true,
    example: 'Ticket 4711: the customer starts with Okta on Monday',
  })
  reason: string;
}

/** The reason for an action that the customer may ask about. */
export class ReasonBody {
  @TextField({
    description: 'The reason, for the audit trail',
    max: 500,
    notBlank: true,
    example: 'Ticket 4711',
  })
  reason: string;
}

export class RemovalBody extends ReasonBody {
  @TextField({ description: "The account's slug, as confirmation", max: 63, example: 'globex' })
  slug: string;
}
