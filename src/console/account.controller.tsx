import { Get, Param } from '@nestjs/common';
import { OpenAlarms } from '../alarms/open-alarms.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Overviews } from '../overview/overview.service.js';
import { AccountOverviews } from '../support/account-overviews.service.js';
import { OperatorPages } from './console-pages.js';
import { AccountPage } from './pages/account-page.js';
import type { WebPage } from './web-page.js';

/** One account: whether provisioning works, what happened, its size and its modules. */
@OperatorPages('accounts/:id')
export class AccountController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountOverviews,
    private readonly overviews: Overviews,
    private readonly alarms: OpenAlarms,
  ) {}

  @Get()
  async show(@Param('id') id: string): Promise<WebPage> {
    const { account, overview, alarms } = await this.unitOfWork.readPlatform(async (tx) => ({
      account: await this.accounts.get(tx, id),
      overview: await this.overviews.read(tx.within(id)),
      alarms: await this.alarms.read(tx.within(id)),
    }));
    return {
      title: account.name,
      body: <AccountPage account={account} overview={overview} alarms={alarms} />,
    };
  }
}
