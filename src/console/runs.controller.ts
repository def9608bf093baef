import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { CHANGES_AT_ONCE, changesFile, type ChangeFormat } from '../provisioning/journal/run-files.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CSV_TYPE } from '../platform/http/csv-answer.js';
import { LargeAnswer } from '../platform/http/large-answer.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import { OWN_LINKS } from './overview-links.js';
import { RunPages } from './run-pages.service.js';
import { RunViews } from './run-views.service.js';
import { Download, type WebPage } from './web-page.js';

/** The runs of changes of an account, for its administrators. */
@AdminPages('runs')
export class RunsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly views: RunViews,
    private readonly pages: RunPages,
  ) {}

  @Get()
  list(@CurrentUser() { accountId }: UserPrincipal, @QueryFields() fields: FormFields): Promise<WebPage> {
    return this.pages.list({ accountId, links: OWN_LINKS }, fields);
  }

  @Get(':id/changes.csv')
  @LargeAnswer()
  csv(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<Download> {
    return this.file(user, id, 'csv');
  }

  @Get(':id/changes.jsonl')
  @LargeAnswer()
  jsonLines(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<Download> {
    return this.file(user, id, 'jsonl');
  }

  @Get(':id')
  @LargeAnswer()
  show(
    @CurrentUser() { accountId, hasExpenses }: UserPrincipal,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.pages.page({ accountId, links: OWN_LINKS, hasExpenses }, id, fields);
  }

  private async file({ accountId }: UserPrincipal, id: string, format: ChangeFormat): Promise<Download> {
    await this.views.upToDate(accountId, (tx) => this.runs.get(tx, id));
    const content = await changesFile(format, (cursor) =>
      this.unitOfWork.read(accountId, (tx) => this.runs.changes(tx, id, { cursor, limit: CHANGES_AT_ONCE })),
    );
    return new Download(`run-${id}.${format}`, format === 'csv' ? CSV_TYPE : 'application/jsonl', content);
  }
}
