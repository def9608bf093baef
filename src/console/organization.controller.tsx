import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { typedOrganizationName } from '../organizations/organization-name.js';
import { OrganizationsService, type OrganizationRow } from '../organizations/organizations.service.js';
import { UsersService } from '../users/users.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, requireUnchanged, type FormFields, type FormRefusal } from './form.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { OrganizationForm } from './organization-form.js';
import { OrganizationPage } from './pages/organization-page.js';
import { QuestionPage } from './pages/question-page.js';
import { Redirect, type WebPage } from './web-page.js';

@AdminPages('organizations/:id')
export class OrganizationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly organizations: OrganizationsService,
    private readonly users: UsersService,
    private readonly chooser: OrganizationChooser,
  ) {}

  @Get()
  show(@CurrentUser() viewer: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.page(viewer, id);
  }

  @Post()
  async change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(OrganizationForm, fields);
      const { name } = await this.unitOfWork.write(caller.accountId, (tx) =>
        this.update(tx.by(caller.author), id, form),
      );
      return new Redirect(`/organizations/${id}`, { text: `The organization ${name} has been saved.` });
    } catch (error) {
      return this.page(caller, id, { fields, refusal: refusalOf(error) });
    }
  }

  @Get('delete')
  async confirmDeletion(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
  ): Promise<WebPage> {
    return deletionQuestion(await this.organization(accountId, id));
  }

  @Post('delete')
  async delete(@CurrentCaller() caller: UserCaller, @Param('id') id: string): Promise<WebPage | Redirect> {
    try {
      await this.unitOfWork.write(caller.accountId, async (tx) => {
        const current = await this.organizations.get(tx, id, { lock: true });
        await this.organizations.delete(tx.by(caller.author), current);
      });
      return new Redirect('/organizations', { text: 'The organization has been deleted.' });
    } catch (error) {
      return deletionQuestion(await this.organization(caller.accountId, id), refusalOf(error));
    }
  }

  private async update(
    tx: AuthoredTransaction,
    id: string,
    form: OrganizationForm,
  ): Promise<OrganizationRow> {
    const current = await this.organizations.get(tx, id, { lock: true });
    requireUnchanged(form.version, current.version);
    return this.organizations.update(tx, current, {
      name: typedOrganizationName(form.name),
      parentId: (await this.chooser.chosen(tx, form.parentId, 'parentId')) ?? null,
    });
  }

  /** Throws `not-found`. */
  private organization(accountId: string, id: string): Promise<OrganizationRow> {
    return this.unitOfWork.read(accountId, (tx) => this.organizations.get(tx, id));
  }

  /** Throws `not-found`. */
  private async page(
    { accountId, hasExpenses = false }: UserPrincipal,
    id: string,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.search(accountId, async (tx) => {
      const organization = await this.organizations.get(tx, id);
      const { parentId } = organization;
      return {
        organization,
        parent: parentId === null ? null : await this.organizations.get(tx, parentId),
        people: await this.users.count(tx, equal('organizationId', id)),
        choices: await this.chooser.choices(tx),
      };
    });
    return {
      title: found.organization.name,
      refusal: form.refusal,
      body: <OrganizationPage {...found} hasExpenses={hasExpenses} {...form} />,
    };
  }
}

function deletionQuestion({ id, name }: OrganizationRow, refusal?: FormRefusal): WebPage {
  return {
    title: `Delete ${name}?`,
    refusal,
    body: (
      <QuestionPage
        title="This cannot be undone"
        action={`/organizations/${id}/delete`}
        submit="Delete the organization"
        tone="danger"
        cancel={{ href: `/organizations/${id}`, label: 'Keep it' }}
        refusal={refusal}
      >
        You can only delete an organization that has no people and no organizations below it.
      </QuestionPage>
    ),
  };
}
