import { ApiProperty } from '@nestjs/swagger';
import type { ModuleChange } from '../../accounts/modules.service.js';
import { PageOf } from '../page.dto.js';
import { Id, Text, Time, TimeOrNull, Value } from '../../platform/http/fields.js';
import type { AccountCounts, AccountOverview } from '../../support/account-overviews.service.js';

const ID = '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60';

class ModulesResponse {
  @Value(true)
  scim: boolean;

  @Value(true)
  expenses: boolean;
}

class ModuleChangeResponse implements ModuleChange {
  @Time('2026-03-02T09:14:07.251Z')
  changedAt: string;

  @Value(
    'support@declaree.example',
    'Login name of the operator, or the member of staff followed by `(command line)`',
  )
  changedBy: string;

  @Text('Ticket 4711: the customer starts with Okta on Monday')
  reason: string | null;
}

class CountsResponse implements AccountCounts {
  @Value(3)
  organizations: number;

  @Value(128, 'Active and deactivated users, without deleted ones')
  users: number;

  @Value(9)
  groups: number;
}

export class AccountResponse implements AccountOverview {
  @Id(ID)
  id: string;

  @Value('acme')
  slug: string;

  @Value('Acme')
  name: string;

  @Time('2026-02-27T13:40:55.018Z')
  createdAt: string;

  @ApiProperty({ description: 'Which modules are on' })
  modules: ModulesResponse;

  @ApiProperty({
    type: ModuleChangeResponse,
    nullable: true,
    description: 'Who last switched SCIM, when and why; null if it was never switched',
  })
  scim: ModuleChange | null;

  @ApiProperty()
  counts: CountsResponse;

  @Value(0, 'How many SCIM requests have failed in the last 24 hours')
  failuresToday: number;

  @Value(0, 'How many alarms nobody has marked as seen')
  openAlarms: number;

  @TimeOrNull(
    '2026-11-24T08:15:00.000Z',
    'Time of the last SCIM call with a valid credential; null if there was none',
  )
  lastProvisioningActivity: string | null;
}

export class AccountPageResponse extends PageOf(AccountResponse) {}

class ParentOrganizationResponse {
  @Id('01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9')
  id: string;

  @Value('Acme Group')
  name: string;
}

class NewAdminResponse {
  @Id('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f')
  id: string;

  @Value('okta@acme.example')
  userName: string;

  @ApiProperty({ required: false, description: 'Only in this answer, and only if it was generated' })
  password?: string;
}

export class NewAccountResponse extends AccountResponse {
  @ApiProperty({ description: 'The parent organization' })
  organization: ParentOrganizationResponse;

  @ApiProperty()
  admin: NewAdminResponse;
}
