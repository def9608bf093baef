import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { AccountFrames } from './account-frames.service.js';
import { OperatorPages } from './console-pages.js';
import { Fields, QueryFields, readForm, type FormFields } from './form.js';
import { JobPages } from './job-pages.service.js';
import { linksOfAccount } from './overview-links.js';
import { UndoForm } from './undo-form.js';
import { UndoPeoplePages } from './undo-people-pages.service.js';
import { supportPlace } from './undo-place.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import type { Redirect, WebPage } from './web-page.js';

/** The undo of a run by support. Personal data is masked, and a reason is required for the account's audit trail. */
@OperatorPages('accounts/:id')
export class AccountUndoController {
  constructor(
    private readonly frames: AccountFrames,
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
    return this.frames.around(id, async () => {
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
    return this.frames.around(id, () => this.plans.start(supportPlace(id, author), runId, fields));
  }

  @Get('runs/:runId/undo/people')
  choosePeople(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.frames.around(id, () => this.people.first(supportPlace(id, author), runId, fields));
  }

  @Post('runs/:runId/undo/people')
  go(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage> {
    return this.frames.around(id, () => this.people.go(supportPlace(id, author), runId, fields));
  }

  @Get('undos/:jobId')
  progress(@Param('id') id: string, @Param('jobId') jobId: string): Promise<WebPage> {
    return this.frames.around(id, () => this.jobs.page({ accountId: id, links: linksOfAccount(id) }, jobId));
  }
}
