import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { ApprovalPolicies } from '../expenses/approval-policies.service.js';
import { Expenses } from '../expenses/expenses.service.js';
import { ApprovalPolicyForm } from './approval-policy-form.js';
import { policyVersion, PolicyViews } from './approval-policy-views.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, requireUnchanged, type FormFields, type FormRefusal } from './form.js';
import { ApprovalPolicyPage } from './pages/approval-policy-page.js';
import { PeopleChooser } from './people-chooser.service.js';
import { Redirect, type WebPage } from './web-page.js';

/** Who approves the expense reports of an organization. */
@AdminPages('organizations/:id/approval-policy')
export class ApprovalPolicyPagesController {
  constructor(
    private readonly expenses: Expenses,
    private readonly policies: ApprovalPolicies,
    private readonly views: PolicyViews,
    private readonly chooser: PeopleChooser,
  ) {}

  @Get()
  show(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.page(accountId, id);
  }

  @Post()
  async change(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(ApprovalPolicyForm, fields);
      const { finalApprover, finalGroup, finalFrom = null, version, ...rules } = form;
      await this.expenses.write(accountId, async (tx) => {
        const { chooser } = this;
        const changes = {
          ...rules,
          finalFrom,
          finalApproverId: finalApprover ? await chooser.person(tx, finalApprover, 'finalApprover') : null,
          finalGroupId: finalGroup ? await chooser.group(tx, finalGroup, 'finalGroup') : null,
        };
        await this.policies.change(tx.by(author), id, changes, (current) =>
          requireUnchanged(version, policyVersion(current)),
        );
      });
      const text = 'The approval policy has been saved. It applies to decisions from now on.';
      return new Redirect(`/organizations/${id}/approval-policy`, { text });
    } catch (error) {
      return this.page(accountId, id, { fields, refusal: refusalOf(error) });
    }
  }

  /** Throws `not-found`. */
  private async page(
    accountId: string,
    id: string,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const view = await this.expenses.read(accountId, (tx) => this.views.read(tx, id));
    return {
      title: `Approval policy of ${view.name}`,
      lead: 'Who approves the expense reports of this organization, and of those below it that have no policy of their own.',
      refusal: form.refusal,
      body: <ApprovalPolicyPage {...view} {...form} />,
    };
  }
}
