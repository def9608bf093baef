import { Get, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import type { Waiter } from '../common/waiter.js';
import { Expenses } from '../expenses/expenses.service.js';
import { ReportChanges } from '../expenses/report-changes.service.js';
import { Client } from '../platform/http/client.js';
import { PersonalPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { NewReportPage } from './pages/new-report-page.js';
import { MyReportsPage } from './pages/reports-pages.js';
import { ReportForm, reportInput } from './report-forms.js';
import { ReportPages } from './report-pages.service.js';
import { Redirect, type WebPage } from './web-page.js';

const NEW = 'New expense report';

/** The caller's own expense reports. */
@PersonalPages('reports')
export class MyReportsController {
  constructor(
    private readonly expenses: Expenses,
    private readonly pages: ReportPages,
    private readonly changes: ReportChanges,
  ) {}

  @Get()
  async list(
    @CurrentUser() viewer: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const found = await this.pages.list(viewer, 'own', fields, client);
    return {
      title: 'My reports',
      lead: 'What you have spent for your company and want reimbursed.',
      body: <MyReportsPage {...found} />,
    };
  }

  @Get('new')
  async showForm(@CurrentUser() { accountId }: UserPrincipal): Promise<WebPage> {
    await this.expenses.read(accountId, () => Promise.resolve());
    return { title: NEW, body: <NewReportPage /> };
  }

  @Post()
  async create(
    @CurrentCaller() { accountId, userId, author }: UserCaller,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const input = reportInput(await readForm(ReportForm, fields));
      const { id } = await this.expenses.write(accountId, (tx) =>
        this.changes.create(tx.by(author), userId, input),
      );
      return new Redirect(`/reports/${id}`, {
        text: 'The report has been created. Submit it when it is complete.',
      });
    } catch (error) {
      const refusal = refusalOf(error);
      return { title: NEW, refusal, body: <NewReportPage fields={fields} refusal={refusal} /> };
    }
  }
}
