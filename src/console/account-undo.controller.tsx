import { Get, Param, Post } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountTabs } from './components/account-tabs.js';
import { OperatorPages } from './console-pages.js';
import { Fields, QueryFields, readForm, type FormFields } from './form.js';
import { JobPages } from './job-pages.service.js';
import { linksOfAccount } from './overview-links.js';
import { UndoForm } from './undo-form.js';
import { UndoPeoplePages } from './undo-people-pages.service.js';
import { supportPlace } from './undo-place.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import { Redirect, type WebPage } from './web-page.js';

/** The undo of a run for support, who gives a reason for the account's audit trail: personal data is masked. */
@OperatorPages('accounts/:id')
export class AccountUndoController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly plans: UndoPlanPages,
    private readonly people: UndoPeoplePages,
    private readonly jobs: JobPages,
  ) {}

  @Get('runs/:runId/undo')
  plan(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.ofAccount(id, async () => {
      const form = await readForm(UndoForm, fields);
      return this.plans.page(supportPlace(id, author), runId, { form });
    });
  }

  @Post('runs/:runId/undo')
  start(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.ofAccount(id, () => this.plans.start(supportPlace(id, author), runId, fields));
  }

  @Get('runs/:runId/undo/people')
  choosePeople(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.ofAccount(id, () => this.people.first(supportPlace(id, author), runId, fields));
  }

  @Post('runs/:runId/undo/people')
  go(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage> {
    return this.ofAccount(id, () => this.people.go(supportPlace(id, author), runId, fields));
  }

  @Get('undos/:jobId')
  progress(@Param('id') id: string, @Param('jobId') jobId: string): Promise<WebPage> {
    return this.ofAccount(id, () => this.jobs.page({ accountId: id, links: linksOfAccount(id) }, jobId));
  }

  /** The page with the account's name and tabs. Throws `not-found`. */
  private async ofAccount<Answer extends WebPage | Redirect>(
    id: string,
    make: () => Promise<Answer>,
  ): Promise<Answer | WebPage> {
    const { name } = await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    const page = await make();
    if (page instanceof Redirect) return page;
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
}
