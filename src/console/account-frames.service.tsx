import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountTabs } from './components/account-tabs.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows pages that administrators have of their own account among the pages that support has of it. */
@Injectable()
export class AccountFrames {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
  ) {}

  /** The page with the account's name and tabs; a redirect as it is. Throws `not-found`, and what `make` throws. */
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
