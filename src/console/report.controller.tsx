import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { Approvals } from '../expenses/approvals.service.js';
import { ReportChanges } from '../expenses/report-changes.service.js';
import { PersonalPages } from './console-pages.js';
import { Fields, type FormFields } from './form.js';
import { ReportForm, reportInput, VersionForm } from './report-forms.js';
import { ReportPages } from './report-pages.service.js';
import type { Redirect, WebPage } from './web-page.js';

/** An expense report, and what its owner can do with it. */
@PersonalPages('reports/:id')
export class ReportController {
  constructor(
    private readonly pages: ReportPages,
    private readonly changes: ReportChanges,
    private readonly approvals: Approvals,
  ) {}

  @Get()
  show(@CurrentUser() viewer: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.pages.show(viewer, id);
  }

  @Post()
  change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'change',
      form: ReportForm,
      fields,
      act: (tx, report, form) => this.changes.change(tx, report, reportInput(form)),
      done: 'The report has been saved.',
    });
  }

  @Post('submit')
  submit(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'submit',
      form: VersionForm,
      fields,
      act: (tx, report) => this.approvals.submit(tx, report, caller),
      done: 'The report has been submitted.',
    });
  }

  @Post('retract')
  retract(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'retract',
      form: VersionForm,
      fields,
      act: (tx, report) => this.approvals.retract(tx, report, caller),
      done: 'The report has been taken back. It is open again.',
    });
  }

  @Post('delete')
  delete(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'delete',
      form: VersionForm,
      fields,
      act: (tx, report) => this.changes.remove(tx, report),
      done: 'The report has been deleted.',
      next: '/reports',
    });
  }
}
