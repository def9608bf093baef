import { ApiProperty } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import type { ModuleChange } from '../../accounts/modules.service.js';
import type { AuditRow } from '../../accounts/audit.service.js';
import { AuditEntryResponse } from '../audit/audit.dto.js';
import { PageResponse } from '../page.dto.js';
import type { AccountCounts, AccountOverview } from '../../support/account-overviews.service.js';

const ID = '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60';

class ModulesResponse {
  @ApiProperty({ example: true }) scim: boolean;
}

class ModuleChangeResponse implements ModuleChange {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) changedAt: string;

  @ApiProperty({
    description: 'Login name of the operator, or the member of staff followed by `(command line)`',
    example: 'support@declaree.example',
  })
  changedBy: string;

  @NullableText('Ticket 4711: the customer starts with Okta on Monday') reason: string | null;
}

class CountsResponse implements AccountCounts {
  @ApiProperty({ example: 3 }) organizations: number;

  @ApiProperty({ description: 'Active and deactivated users, without deleted ones', example: 128 })
  users: number;

  @ApiProperty({ example: 9 }) groups: number;
}

export class AccountResponse implements AccountOverview {
  @ApiProperty({ format: 'uuid', example: ID }) id: string;
  @ApiProperty({ example: 'acme' }) slug: string;
  @ApiProperty({ example: 'Acme' }) name: string;
  @ApiProperty({ format: 'date-time', example: '2026-02-27T13:40:55.018Z' }) createdAt: string;
  @ApiProperty({ description: 'Which modules are on' }) modules: ModulesResponse;

  @ApiProperty({
    type: ModuleChangeResponse,
    nullable: true,
    description: 'Who last switched SCIM, when and why; null if it was never switched',
  })
  scim: ModuleChange | null;

  @ApiProperty() counts: CountsResponse;

  @ApiProperty({ description: 'How many SCIM requests have failed in the last 24 hours', example: 0 })
  failuresToday: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Time of the last SCIM call with a valid credential; null if there was none',
    example: '2026-11-24T08:15:00.000Z',
  })
  lastProvisioningActivity: string | null;
}

export class AccountPageResponse extends PageResponse {
  @ApiProperty({ type: [AccountResponse] }) items: AccountOverview[];
}

class ParentOrganizationResponse {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9' }) id: string;
  @ApiProperty({ example: 'Acme Group' }) name: string;
}

class NewAdminResponse {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f' }) id: string;
  @ApiProperty({ example: 'okta@acme.example' }) userName: string;

  @ApiProperty({ required: false, description: 'Only in this answer, and only if it was generated' })
  password?: string;
}

export class NewAccountResponse extends AccountResponse {
  @ApiProperty({ description: 'The parent organization' }) organization: ParentOrganizationResponse;
  @ApiProperty() admin: NewAdminResponse;
}

export class AuditPageResponse extends PageResponse {
  @ApiProperty({ type: [AuditEntryResponse] }) items: AuditRow[];
}
