import { Body, Delete, Get, Headers, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint, UserEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { ApprovalPolicies } from '../../expenses/approval-policies.service.js';
import { Departures } from '../../expenses/departures.service.js';
import { Deputies, type DeputyRow } from '../../expenses/deputies.service.js';
import { Expenses } from '../../expenses/expenses.service.js';
import {
  deputyUnusable,
  expensesOff,
  roleNeeded,
  tooManyDeputies,
  unknownDeputy,
} from '../../expenses/refusals.js';
import { unknownGroup } from '../../groups/refusals.js';
import { unknownOrganization } from '../../organizations/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownUser } from '../../users/refusals.js';
import { ApiIfMatch, DirectoryEndpoint, TAGGED } from '../directory/directory-endpoint.js';
import { PageQuery } from '../page.dto.js';
import {
  DeputyPageResponse,
  DeputyResponse,
  EffectPageResponse,
  NewDeputyRequest,
  OffboardingResponse,
  PolicyChangesRequest,
  PolicyResponse,
} from './approval-rules.dto.js';

@DirectoryEndpoint('organizations/:id/approval-policy', 'Expenses')
export class ApprovalPolicyController {
  constructor(
    private readonly expenses: Expenses,
    private readonly policies: ApprovalPolicies,
  ) {}

  @Get()
  @Operation(
    'Get the approval policy of an organization',
    'Its own policy, that of the nearest organization above it that has one, or the defaults.',
  )
  @ApiOkResponse({ type: PolicyResponse, ...TAGGED })
  @Refuses(expensesOff, unknownOrganization)
  get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<PolicyResponse> {
    return this.expenses.read(accountId, (tx) => this.policies.get(tx, id));
  }

  @Patch()
  @Operation(
    'Change the approval policy of an organization',
    'Gives the organization a policy of its own, based on the one it has followed so far. It applies to decisions from then on. A request without rules changes nothing.',
  )
  @ApiIfMatch()
  @ApiOkResponse({ type: PolicyResponse, ...TAGGED })
  @Refuses(expensesOff, unknownOrganization, unknownUser, unknownGroup)
  change(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Body() changes: PolicyChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<PolicyResponse> {
    return this.expenses.write(accountId, (tx) =>
      this.policies.change(tx.by(author), id, changes, ({ version }) => requireMatch(ifMatch, version)),
    );
  }
}

@UserEndpoint('deputies', 'Expenses')
export class DeputiesController {
  constructor(
    private readonly expenses: Expenses,
    private readonly deputies: Deputies,
  ) {}

  @Get()
  @Operation('List deputies', "The caller's own deputies; for admins, those of everybody. Newest first.")
  @ApiOkResponse({ type: DeputyPageResponse })
  @Refuses(expensesOff)
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<DeputyPageResponse> {
    const found = await this.expenses.read(user.accountId, (tx) => this.deputies.page(tx, user, query));
    return { ...found, items: found.items.map(shown), page: query.page, limit: query.limit };
  }

  @Post()
  @Operation(
    'Add a deputy',
    'During the period, the deputy gets the reports that come to the user for approval.',
  )
  @ApiCreatedResponse({ type: DeputyResponse })
  @Refuses(
    expensesOff,
    roleNeeded.shownWith('the user, or an admin,'),
    deputyUnusable,
    tooManyDeputies,
    unknownUser,
  )
  async add(
    @CurrentCaller() caller: UserCaller,
    @Body()
    { userId = caller.userId, deputyId, from: startsAt, until: endsAt }: NewDeputyRequest,
  ): Promise<DeputyResponse> {
    const row = await this.expenses.write(caller.accountId, (tx) =>
      this.deputies.add(tx.by(caller.author), caller, { userId, deputyId, startsAt, endsAt }),
    );
    return shown(row);
  }

  @Delete(':id')
  @Operation('Remove a deputy', 'Reports that the deputy already has for approval stay with the deputy.')
  @AnswersNothing('Removed.')
  @Refuses(expensesOff, unknownDeputy)
  async remove(@CurrentCaller() caller: UserCaller, @Param('id') id: string): Promise<void> {
    await this.expenses.write(caller.accountId, (tx) =>
      this.deputies.remove(tx.by(caller.author), caller, id),
    );
  }
}

@AdminEndpoint('users/:id/offboarding', 'Expenses')
export class OffboardingController {
  constructor(
    private readonly expenses: Expenses,
    private readonly departures: Departures,
  ) {}

  @Get()
  @Operation('See what the departure of a user would mean', 'Nothing is changed.')
  @ApiOkResponse({ type: OffboardingResponse })
  @Refuses(expensesOff, unknownUser)
  get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<OffboardingResponse> {
    return this.expenses.read(accountId, (tx) => this.departures.preview(tx, id));
  }
}

@AdminEndpoint('provisioning/events/:id/effects', 'Expenses')
export class EffectsController {
  constructor(
    private readonly expenses: Expenses,
    private readonly departures: Departures,
  ) {}

  @Get()
  @Operation(
    'See what a provisioning event has done to approvals',
    'The reports that went from one approver to another; none for an unknown event.',
  )
  @ApiOkResponse({ type: EffectPageResponse })
  @Refuses(expensesOff)
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<EffectPageResponse> {
    const found = await this.expenses.read(accountId, (tx) => this.departures.effects(tx, id, query));
    return { ...found, page: query.page, limit: query.limit };
  }
}

function shown({ id, userId, deputyId, startsAt, endsAt }: DeputyRow): DeputyResponse {
  return { id, userId, deputyId, from: startsAt, until: endsAt };
}
