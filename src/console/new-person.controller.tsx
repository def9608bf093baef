import { Get, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { passwordNotice } from './notice.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { NewPersonPage } from './pages/new-person-page.js';
import { PersonEditing } from './person-editing.service.js';
import { NewPersonForm } from './person-form.js';
import { Redirect, type WebPage } from './web-page.js';

/** Adds administrators and other people whom no identity provider provisions. */
@AdminPages('people')
export class NewPersonController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly editing: PersonEditing,
    private readonly organizations: OrganizationChooser,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get('new')
  showForm(@CurrentUser() caller: UserPrincipal): Promise<WebPage> {
    return this.page(caller);
  }

  @Post()
  async add(@CurrentCaller() caller: UserCaller, @Fields() fields: FormFields): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(NewPersonForm, fields);
      const { hash, generated } = await this.passwords.issue(form.password, {
        sender: caller.accountId,
      });
      const user = await this.unitOfWork.write(caller.accountId, (tx) =>
        this.editing.add(tx.by(caller.author), caller, form, hash),
      );
      const text = `${user.userName} has been added.`;
      return new Redirect(
        `/people/${user.id}`,
        generated === undefined ? { text } : passwordNotice(text, 'Password', generated),
      );
    } catch (error) {
      return this.page(caller, { fields, refusal: refusalOf(error) });
    }
  }

  private async page(
    { accountId, organizationId }: UserPrincipal,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, async (tx) => ({
      organizations: await this.organizations.choices(tx),
      organization: await this.organizations.get(tx, organizationId),
    }));
    return {
      title: 'Add a person',
      lead: 'For administrators and anyone else your identity provider does not provision. Add everybody else in your identity provider.',
      ...(form.refusal && { refusal: form.refusal }),
      body: <NewPersonPage {...found} {...form} />,
    };
  }
}
