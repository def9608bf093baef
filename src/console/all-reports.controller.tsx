import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { Waiter } from '../common/waiter.js';
import { Expenses } from '../expenses/expenses.service.js';
import { roleNeeded } from '../expenses/refusals.js';
import { ExpenseReports } from '../expenses/reports.service.js';
import { readsAll } from '../expenses/viewer.js';
import { Client } from '../platform/http/client.js';
import { PersonalPages } from './console-pages.js';
import { QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { AllReportsPage } from './pages/reports-pages.js';
import { ReportsQuery } from './report-forms.js';
import { approverNames } from './report-views.service.js';
import type { WebPage } from './web-page.js';

const PAGE = {
  title: 'All reports',
  lead: 'The expense reports of everybody in your account, newest first.',
};

/** All expense reports of the account, for the roles that may read them. */
@PersonalPages('all-reports')
export class AllReportsController {
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
    if (!readsAll(viewer)) throw roleNeeded('an accountant, a controller or an admin');
    const window = { fields, limit: ROWS_A_PAGE };
    try {
      const { page, status } = await readForm(ReportsQuery, fields);
      const query = { scope: 'all', status, page, limit: ROWS_A_PAGE } as const;
      const found = await this.expenses.search(
        viewer.accountId,
        async (tx) => {
          const { items, total } = await this.reports.page(tx, viewer, query);
          return { items, total, names: await approverNames(tx, items) };
        },
        client,
      );
      return { ...PAGE, body: <AllReportsPage {...window} {...found} page={page} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      const nothing = { items: [], total: 0, names: new Map(), page: 1 };
      return { ...PAGE, refusal, body: <AllReportsPage {...window} {...nothing} refusal={refusal} /> };
    }
  }
}
