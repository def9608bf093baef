import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { Waiter } from '../common/waiter.js';
import { Expenses } from '../expenses/expenses.service.js';
import { ExpenseReports } from '../expenses/reports.service.js';
import { Client } from '../platform/http/client.js';
import { PersonalPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { ApprovalsPage } from './pages/reports-pages.js';
import { ReportsQuery } from './report-forms.js';
import type { WebPage } from './web-page.js';

/** What waits for the caller: reports to decide, and those of people who have left. */
@PersonalPages('approvals')
export class ApprovalPagesController {
  constructor(
    private readonly expenses: Expenses,
    private readonly reports: ExpenseReports,
  ) {}

  @Get()
  async list(
    @CurrentUser() viewer: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const { page } = await readForm(ReportsQuery, fields);
    const found = await this.expenses.search(
      viewer.accountId,
      async (tx) => {
        const first = { scope: 'leavers', page: 1, limit: ROWS_A_PAGE } as const;
        return {
          waiting: await this.reports.waitingFor(tx, viewer.userId, { page, limit: ROWS_A_PAGE }),
          ofLeavers: (await this.reports.page(tx, viewer, first)).items,
        };
      },
      client,
    );
    return {
      title: 'Approvals',
      lead: 'Expense reports waiting for your decision, oldest first.',
      body: <ApprovalsPage {...found} fields={fields} page={page} limit={ROWS_A_PAGE} />,
    };
  }
}
