import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { UserEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import type { Waiter } from '../../common/waiter.js';
import { Expenses } from '../../expenses/expenses.service.js';
import { expensesOff, notOnBehalf, notThatStatus, unknownReport } from '../../expenses/refusals.js';
import { ReportChanges } from '../../expenses/report-changes.service.js';
import { ExpenseReports } from '../../expenses/reports.service.js';
import { Client } from '../../platform/http/client.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ApiIfMatch, LOCATED, TAGGED } from '../directory/directory-endpoint.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';
import { LocationInterceptor } from '../location.interceptor.js';
import {
  NewReportRequest,
  ReportChangesRequest,
  ReportPageResponse,
  ReportResponse,
  ReportsQuery,
  shownReport,
} from './expense-reports.dto.js';

@UserEndpoint('expense-reports', 'Expenses')
@UseInterceptors(EntityTagInterceptor)
export class ExpenseReportsController {
  constructor(
    private readonly expenses: Expenses,
    private readonly reports: ExpenseReports,
    private readonly changes: ReportChanges,
  ) {}

  @Get()
  @Operation('List expense reports', 'Newest first.')
  @ApiOkResponse({ type: ReportPageResponse })
  @Refuses(expensesOff)
  async page(
    @CurrentUser() user: UserPrincipal,
    @Query() query: ReportsQuery,
    @Client() client: Waiter,
  ): Promise<ReportPageResponse> {
    const { accountId } = user;
    const found = await this.expenses.search(accountId, (tx) => this.reports.page(tx, user, query), client);
    return { ...found, items: found.items.map(shownReport), page: query.page, limit: query.limit };
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @Operation('Create an expense report', 'It is open, and belongs to the caller.')
  @ApiCreatedResponse({ type: ReportResponse, ...LOCATED })
  @Refuses(expensesOff)
  async create(
    @CurrentCaller() { accountId, userId, author }: UserCaller,
    @Body() body: NewReportRequest,
  ): Promise<ReportResponse> {
    const { title, currency, total } = body;
    const report = await this.expenses.write(accountId, (tx) =>
      this.changes.create(tx.by(author), userId, { title: title.trim(), currency, total }),
    );
    return shownReport(report);
  }

  @Get(':id')
  @Operation(
    'Get an expense report',
    'Callers can read their own reports and those that came to them for approval. Accountants, controllers and admins can read all.',
  )
  @ApiOkResponse({ type: ReportResponse, ...TAGGED })
  @Refuses(expensesOff, unknownReport)
  async get(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<ReportResponse> {
    return shownReport(await this.expenses.read(user.accountId, (tx) => this.reports.get(tx, id, user)));
  }

  @Patch(':id')
  @Operation('Change an expense report', 'Only for the owner, while it is open or rejected.')
  @ApiIfMatch()
  @ApiOkResponse({ type: ReportResponse, ...TAGGED })
  @Refuses(expensesOff, unknownReport, notOnBehalf, notThatStatus)
  async change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() { title, currency, total }: ReportChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<ReportResponse> {
    const input = {
      ...(title !== undefined && { title: title.trim() }),
      ...(currency !== undefined && { currency }),
      ...(total !== undefined && { total }),
    };
    const report = await this.expenses.write(caller.accountId, async (tx) => {
      const current = await this.reports.lock(tx, id, caller);
      requireMatch(ifMatch, current.version);
      return this.changes.change(tx.by(caller.author), current, input);
    });
    return shownReport(report);
  }

  @Delete(':id')
  @Operation('Delete an expense report', 'Only for the owner, while it is open or rejected.')
  @ApiIfMatch()
  @AnswersNothing('Deleted.')
  @Refuses(expensesOff, unknownReport, notOnBehalf, notThatStatus)
  async remove(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.expenses.write(caller.accountId, async (tx) => {
      const current = await this.reports.lock(tx, id, caller);
      requireMatch(ifMatch, current.version);
      await this.changes.remove(tx.by(caller.author), current);
    });
  }
}
