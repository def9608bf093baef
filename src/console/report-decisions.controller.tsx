import { Param, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { Approvals } from '../expenses/approvals.service.js';
import { PersonalPages } from './console-pages.js';
import { Fields, type FormFields } from './form.js';
import { PeopleChooser } from './people-chooser.service.js';
import { DecisionForm, ReassignForm, VersionForm } from './report-forms.js';
import { ReportPages } from './report-pages.service.js';
import type { Redirect, WebPage } from './web-page.js';

/** What approvers, controllers and admins can do with an expense report. */
@PersonalPages('reports/:id')
export class ReportDecisionsController {
  constructor(
    private readonly pages: ReportPages,
    private readonly approvals: Approvals,
    private readonly chooser: PeopleChooser,
  ) {}

  @Post('approve')
  approve(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'decide',
      form: DecisionForm,
      fields,
      act: (tx, report, { note }) => this.approvals.approve(tx, report, caller, note?.trim() ?? null),
      done: 'You have approved the report.',
      next: '/approvals',
    });
  }

  @Post('reject')
  reject(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'decide',
      form: DecisionForm,
      fields,
      act: (tx, report, { note }) => this.approvals.reject(tx, report, caller, note?.trim() ?? null),
      done: 'You have rejected the report. Its owner can change it and submit it again.',
      next: '/approvals',
    });
  }

  @Post('close')
  close(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'close',
      form: VersionForm,
      fields,
      act: (tx, report) => this.approvals.close(tx, report, caller),
      done: 'The report has been closed.',
    });
  }

  @Post('reassign')
  reassign(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.pages.act(caller, {
      id,
      name: 'reassign',
      form: ReassignForm,
      fields,
      act: async (tx, report, { approver }) => {
        const approverId = await this.chooser.person(tx, approver, 'approver');
        return this.approvals.reassign(tx, report, caller, approverId);
      },
      done: 'The report has been assigned to another approver.',
    });
  }
}
