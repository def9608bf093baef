import { Get, Post } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import {
  ACCOUNT_ORDERS,
  ACCOUNT_STATES,
  type AccountOrder,
  type AccountState,
} from '../support/account-list.service.js';
import { AccountOverviews } from '../support/account-overviews.service.js';
import { AccountSetup } from '../support/account-setup.service.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import { OperatorPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { NewAccountForm } from './new-account-form.js';
import { passwordNotice } from './notice.js';
import { AccountsPage } from './pages/accounts-page.js';
import { NewAccountPage } from './pages/new-account-page.js';
import { Redirect, type WebPage } from './web-page.js';

class AccountsForm extends ListQuery {
  @IsOptional()
  @IsIn(ACCOUNT_ORDERS, { message: 'Choose an order from the list' })
  sort?: AccountOrder;

  @IsOptional()
  @IsIn(ACCOUNT_STATES, { message: 'Choose which accounts from the list' })
  state?: AccountState;
}

@OperatorPages('accounts')
export class AccountsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overviews: AccountOverviews,
    private readonly setup: AccountSetup,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get()
  async find(@QueryFields() fields: FormFields): Promise<WebPage> {
    const { search, page, sort, state } = await readForm(AccountsForm, fields);
    const window = { search, page, sort, state, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.readPlatform((tx) => this.overviews.page(tx, window));
    return { title: 'Accounts', body: <AccountsPage fields={fields} {...window} {...found} /> };
  }

  @Get('new')
  showForm(): WebPage {
    return { title: 'New account', body: <NewAccountPage /> };
  }

  @Post()
  async create(@CurrentAuthor() author: Author, @Fields() fields: FormFields): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(NewAccountForm, fields);
      const { hash, generated } = await this.passwords.issue(form.password);
      const { account, admin } = await this.unitOfWork.writePlatform((tx) =>
        this.setup.create(tx, author, {
          name: form.name,
          slug: form.slug,
          organization: form.organization,
          admin: { userName: form.username, passwordHash: hash },
          scim: form.scim === 'on',
        }),
      );
      const notice = `Account ${account.slug} created. Administrator: ${admin.userName}.`;
      return new Redirect(
        `/accounts/${account.id}`,
        generated === undefined
          ? { text: notice }
          : passwordNotice(notice, "The administrator's password", generated),
      );
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <NewAccountPage fields={fields} refusal={refusal} />;
      return { title: 'New account', refusal, body };
    }
  }
}
