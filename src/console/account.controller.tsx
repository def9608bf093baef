import { Get, Param } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountViews } from './account-views.service.js';
import { OperatorPages } from './console-pages.js';
import { AccountPage } from './pages/account-page.js';
import type { WebPage } from './web-page.js';

/** One account: whether provisioning works, what happened, its size and its modules. */
@OperatorPages('accounts/:id')
export class AccountController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: AccountViews,
  ) {}

  @Get()
  async show(@Param('id') id: string): Promise<WebPage> {
    const view = await this.unitOfWork.readPlatform((tx) => this.views.read(tx, id));
    return { title: view.account.name, body: <AccountPage {...view} /> };
  }
}
