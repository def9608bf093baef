import { Body, Get, Headers, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { UserEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { Approvals } from '../../expenses/approvals.service.js';
import { Expenses } from '../../expenses/expenses.service.js';
import {
  approverUnusable,
  expensesOff,
  notOnBehalf,
  notThatStatus,
  notYourDecision,
  roleNeeded,
  unknownReport,
} from '../../expenses/refusals.js';
import { ExpenseReports } from '../../expenses/reports.service.js';
import type { StoredReport } from '../../expenses/stored-report.js';
import type { AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ApiIfMatch, TAGGED } from '../directory/directory-endpoint.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';
import { PageQuery } from '../page.dto.js';
import {
  DecisionRequest,
  ReassignRequest,
  ReportPageResponse,
  ReportResponse,
  shownReport,
} from './expense-reports.dto.js';

const ANSWER = { type: ReportResponse, ...TAGGED };
const IS_SUBMITTED = notThatStatus.shownWith('approved', 'submitted');
const IS_APPROVED = notThatStatus.shownWith('submitted', 'approved');

@UserEndpoint('expense-reports/:id', 'Expenses')
@UseInterceptors(EntityTagInterceptor)
export class ReportActionsController {
  constructor(
    private readonly expenses: Expenses,
    private readonly reports: ExpenseReports,
    private readonly approvals: Approvals,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @Operation(
    'Submit an expense report',
    'It goes to the nearest active person above the owner. Only for the owner or, if the owner has left, for those whom the approval policy names.',
  )
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(expensesOff, unknownReport, notOnBehalf, notThatStatus)
  submit(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) => this.approvals.submit(tx, report, caller));
  }

  @Post('retract')
  @HttpCode(200)
  @Operation(
    'Take a submitted expense report back',
    'It is open again. Only for the owner and the person who submitted it.',
  )
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(expensesOff, unknownReport, notOnBehalf, IS_SUBMITTED)
  retract(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) => this.approvals.retract(tx, report, caller));
  }

  @Post('approve')
  @HttpCode(200)
  @Operation(
    'Approve an expense report',
    'Only for its current approver. It goes to the next one, or is approved.',
  )
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(expensesOff, unknownReport, notYourDecision, IS_SUBMITTED)
  approve(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() { note }: DecisionRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) =>
      this.approvals.approve(tx, report, caller, note ?? null),
    );
  }

  @Post('reject')
  @HttpCode(200)
  @Operation(
    'Reject an expense report',
    'Only for its current approver. The owner can change it and submit it again.',
  )
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(expensesOff, unknownReport, notYourDecision, IS_SUBMITTED)
  reject(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() { note }: DecisionRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) =>
      this.approvals.reject(tx, report, caller, note ?? null),
    );
  }

  @Post('close')
  @HttpCode(200)
  @Operation('Close an approved expense report', 'For use once it is paid. Only for admins and controllers.')
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(expensesOff, unknownReport, roleNeeded, IS_APPROVED)
  close(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) => this.approvals.close(tx, report, caller));
  }

  @Post('reassign')
  @HttpCode(200)
  @Operation(
    'Give a submitted expense report to another approver',
    'The new approver can be any active person except the owner. Only for admins and controllers, and not for their own reports. Repeating it changes nothing.',
  )
  @ApiIfMatch()
  @ApiOkResponse(ANSWER)
  @Refuses(
    expensesOff,
    unknownReport,
    roleNeeded.shownWith('an admin or a controller other than the owner'),
    approverUnusable,
    IS_SUBMITTED,
  )
  reassign(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() { approverId }: ReassignRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    return this.act(caller, { id, ifMatch }, (tx, report) =>
      this.approvals.reassign(tx, report, caller, approverId),
    );
  }

  private async act(
    caller: UserCaller,
    { id, ifMatch }: { id: string; ifMatch: string | undefined },
    action: (tx: AuthoredTransaction, report: StoredReport) => Promise<StoredReport>,
  ): Promise<ReportResponse> {
    const report = await this.expenses.write(caller.accountId, async (tx) => {
      const current = await this.reports.lock(tx, id, caller);
      requireMatch(ifMatch, current.version);
      return action(tx.by(caller.author), current);
    });
    return shownReport(report);
  }
}

@UserEndpoint('approvals', 'Expenses')
export class ApprovalsController {
  constructor(
    private readonly expenses: Expenses,
    private readonly reports: ExpenseReports,
  ) {}

  @Get()
  @Operation("List the reports waiting for the caller's decision", 'Oldest first.')
  @ApiOkResponse({ type: ReportPageResponse })
  @Refuses(expensesOff)
  async page(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<ReportPageResponse> {
    const found = await this.expenses.read(user.accountId, (tx) =>
      this.reports.waitingFor(tx, user.userId, query),
    );
    return { ...found, items: found.items.map(shownReport), page: query.page, limit: query.limit };
  }
}
