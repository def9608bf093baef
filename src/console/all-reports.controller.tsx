import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { Waiter } from '../common/waiter.js';
import { roleNeeded } from '../expenses/refusals.js';
import { readsAll } from '../expenses/viewer.js';
import { Client } from '../platform/http/client.js';
import { PersonalPages } from './console-pages.js';
import { QueryFields, refusalOf, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { AllReportsPage } from './pages/reports-pages.js';
import { ReportPages } from './report-pages.service.js';
import type { WebPage } from './web-page.js';

const PAGE = {
  title: 'All reports',
  lead: 'The expense reports of everybody in your account, newest first.',
};

/** All expense reports of the account, for the roles that may read them. */
@PersonalPages('all-reports')
export class AllReportsController {
  constructor(private readonly pages: ReportPages) {}

  @Get()
  async list(
    @CurrentUser() viewer: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    if (!readsAll(viewer)) throw roleNeeded('an accountant, a controller or an admin');
    try {
      const found = await this.pages.list(viewer, 'all', fields, client);
      return { ...PAGE, body: <AllReportsPage {...found} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      const nothing = { items: [], total: 0, names: new Map(), fields, page: 1, limit: ROWS_A_PAGE };
      return { ...PAGE, refusal, body: <AllReportsPage {...nothing} refusal={refusal} /> };
    }
  }
}
