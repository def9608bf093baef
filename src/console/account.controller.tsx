import { Get, Param, Post } from '@nestjs/common';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ModulesService } from '../accounts/modules.service.js';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../database/author.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AccountOverviews } from '../support/account-overviews.service.js';
import { OperatorPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { AccountPage } from './pages/account-page.js';
import { Redirect, type WebPage } from './web-page.js';

class SwitchForm {
  @IsIn(['on', 'off'], { message: 'Choose whether SCIM is to be on' })
  scim: 'on' | 'off';

  @MaxLength(500, { message: 'The reason has at most 500 characters' })
  @IsString({ message: "Enter the reason: it goes to the account's audit trail" })
  reason: string;
}

/** One account, and the switch of its SCIM module. */
@OperatorPages('accounts/:id')
export class AccountController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overviews: AccountOverviews,
    private readonly modules: ModulesService,
  ) {}

  @Get()
  show(@Param('id') id: string): Promise<WebPage> {
    return this.page(id);
  }

  @Post('scim')
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
        text: changed ? `SCIM is ${scim} from now on.` : `SCIM was ${scim} already: nothing has changed.`,
      });
    } catch (error) {
      return this.page(id, { fields, refusal: refusalOf(error) });
    }
  }

  private async page(
    id: string,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const account = await this.unitOfWork.readPlatform((tx) => this.overviews.get(tx, id));
    return {
      title: account.name,
      under: '/accounts',
      refusal: form.refusal,
      body: <AccountPage account={account} {...form} />,
    };
  }
}
