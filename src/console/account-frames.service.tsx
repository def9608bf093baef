import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountTabs } from './components/account-tabs.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows support the pages that an account's administrators have, framed as part of support's pages of that account. */
@Injectable()
export class AccountFrames {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
  ) {}

  /** Adds the account's name and tabs to the page; returns a redirect unchanged. Throws `not-found`, and what `make` throws. */
  async around<Answer extends WebPage | Redirect>(
    id: string,
    make: () => Promise<Answer>,
  ): Promise<Answer | WebPage> {
    const { name } = await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    const made = await make();
    return made instanceof Redirect ? made : framed(made, id, name);
  }
}

function framed(page: WebPage, id: string, name: string): WebPage {
  return {
    ...page,
    title: `${name}: ${page.title.charAt(0).toLowerCase()}${page.title.slice(1)}`,
    body: (
      <>
        <AccountTabs id={id} />
        {page.body}
      </>
    ),
  };
}
