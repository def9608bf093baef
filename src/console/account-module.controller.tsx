import { Get, Param, Post } from '@nestjs/common';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ModulesService } from '../accounts/modules.service.js';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountOverviews, type AccountOverview } from '../support/account-overviews.service.js';
import { OperatorPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { SwitchScimPage } from './pages/switch-scim-page.js';
import { Redirect, type WebPage } from './web-page.js';

class SwitchForm {
  @IsIn(['on', 'off'], { message: 'Choose whether SCIM is on or off' })
  scim: 'on' | 'off';

  @MaxLength(500, { message: 'The reason can have at most 500 characters' })
  @IsString({ message: "Enter the reason. It is recorded in the account's audit trail" })
  reason: string;
}

/** The switch for the SCIM module of an account. */
@OperatorPages('accounts/:id/scim')
export class AccountModuleController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountOverviews,
    private readonly modules: ModulesService,
  ) {}

  @Get()
  async confirmSwitch(@Param('id') id: string): Promise<WebPage> {
    return switchPage(await this.account(id));
  }

  @Post()
  async switchScim(
    @Param('id') id: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const { scim, reason } = await readForm(SwitchForm, fields);
      const change = { enabled: scim === 'on', reason: reason.trim() };
      const changed = await this.unitOfWork.write(id, (tx) =>
        this.modules.switchModule(tx.by(author), 'scim', change),
      );
      return new Redirect(`/accounts/${id}`, {
        text: changed ? `SCIM is now ${scim}.` : `SCIM was already ${scim}. Nothing has changed.`,
      });
    } catch (error) {
      return switchPage(await this.account(id), { fields, refusal: refusalOf(error) });
    }
  }

  /** Throws `not-found`. */
  private account(id: string): Promise<AccountOverview> {
    return this.unitOfWork.readPlatform((tx) => this.accounts.get(tx, id));
  }
}

function switchPage(
  account: AccountOverview,
  form: { fields?: FormFields; refusal?: FormRefusal } = {},
): WebPage {
  const to = account.modules.scim ? 'off' : 'on';
  return {
    title: `Switch SCIM ${to} for ${account.name}?`,
    refusal: form.refusal,
    body: <SwitchScimPage id={account.id} to={to} {...form} />,
  };
}
