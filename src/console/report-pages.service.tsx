import { Injectable, type Type } from '@nestjs/common';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import type { Waiter } from '../common/waiter.js';
import { Expenses } from '../expenses/expenses.service.js';
import { ExpenseReports, type ReportScope } from '../expenses/reports.service.js';
import type { StoredReport } from '../expenses/stored-report.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { readForm, refusalOf, requireUnchanged, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { ReportPage, type SentForm } from './pages/report-page.js';
import type { ListProps } from './pages/reports-pages.js';
import { ReportsQuery, type VersionForm } from './report-forms.js';
import { ReportViews } from './report-views.service.js';
import { Redirect, type WebPage } from './web-page.js';

/** A form on the page of a report, and what it does. */
export interface ReportAction<F extends VersionForm> {
  id: string;
  name: SentForm['name'];
  form: Type<F>;
  fields: FormFields;
  /** Acts on the report, which is locked. */
  act: (tx: AuthoredTransaction, report: StoredReport, form: F) => Promise<unknown>;
  done: string;
  /** The page after it; the report's own by default. */
  next?: string;
}

/** Lists of reports, the page of a report, and the forms on it. */
@Injectable()
export class ReportPages {
  constructor(
    private readonly expenses: Expenses,
    private readonly reports: ExpenseReports,
    private readonly views: ReportViews,
  ) {}

  /** Throws `not-found`, also for a report that the viewer may not see. */
  async show(viewer: UserPrincipal, id: string, sent?: SentForm): Promise<WebPage> {
    const view = await this.expenses.read(viewer.accountId, (tx) => this.views.read(tx, id, viewer));
    return {
      title: view.report.title,
      refusal: sent?.refusal,
      body: <ReportPage {...view} sent={sent} />,
    };
  }

  /** The reports of a scope that the query of a page asks for, newest first. Throws `invalid`. */
  async list(
    viewer: UserPrincipal,
    scope: ReportScope,
    fields: FormFields,
    client: Waiter,
  ): Promise<ListProps> {
    const { page, status, waitingFor } = await readForm(ReportsQuery, fields);
    const query = { scope, status, waitingFor, page, limit: ROWS_A_PAGE };
    const found = await this.expenses.search(
      viewer.accountId,
      (tx) => this.views.page(tx, viewer, query),
      client,
    );
    return { ...found, fields, page, limit: ROWS_A_PAGE };
  }

  /** Does what a form asks for, unless the report has changed since the form was shown. */
  async act<F extends VersionForm>(
    caller: UserCaller,
    { id, name, form, fields, act, done, next = `/reports/${id}` }: ReportAction<F>,
  ): Promise<WebPage | Redirect> {
    try {
      const filled = await readForm(form, fields);
      await this.expenses.write(caller.accountId, async (tx) => {
        const report = await this.reports.lock(tx, id, caller);
        requireUnchanged(filled.version, report.version);
        await act(tx.by(caller.author), report, filled);
      });
      return new Redirect(next, { text: done });
    } catch (error) {
      return this.show(caller, id, { name, fields, refusal: refusalOf(error) });
    }
  }
}
