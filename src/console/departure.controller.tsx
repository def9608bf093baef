import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Expenses } from '../expenses/expenses.service.js';
import { AdminPages } from './console-pages.js';
import { DepartureViews } from './departure-views.service.js';
import { DeparturePage } from './pages/departure-page.js';
import type { WebPage } from './web-page.js';

/** What the deactivation of a person would do to expense reports. */
@AdminPages('people/:id/departure')
export class DepartureController {
  constructor(
    private readonly expenses: Expenses,
    private readonly views: DepartureViews,
  ) {}

  @Get()
  async show(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const view = await this.expenses.read(accountId, (tx) => this.views.read(tx, id));
    return {
      title: `What happens if ${view.name} is deactivated`,
      lead: 'This is how things stand now. Nothing has been changed.',
      body: <DeparturePage {...view} />,
    };
  }
}
