import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Departures } from '../expenses/departures.service.js';
import { CHANGES_AT_ONCE, changesFile, type ChangeFormat } from '../provisioning/journal/run-files.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CSV_TYPE } from '../platform/http/csv-answer.js';
import { LargeAnswer } from '../platform/http/large-answer.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { MovedReports, movedWindow } from './components/moved-reports.js';
import { UndoLink } from './components/undo-link.js';
import { RunPage } from './pages/run-page.js';
import { RunsPage } from './pages/runs-page.js';
import { RunPages } from './run-pages.service.js';
import { movedByRun } from './run-effects.js';
import { RunPageQuery, RunQuery } from './run-query.js';
import { Download, type WebPage } from './web-page.js';

/** The runs of changes of an account, for its administrators. */
@AdminPages('runs')
export class RunsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly pages: RunPages,
    private readonly departures: Departures,
  ) {}

  @Get()
  async list(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { cursor } = await readForm(RunQuery, fields);
    const runs = await this.pages.upToDate(accountId, (tx) =>
      this.runs.page(tx, { cursor, limit: ROWS_A_PAGE }),
    );
    return {
      title: 'Runs',
      lead: 'Changes by the same connection or person without a long pause form a run. Newest first.',
      body: <RunsPage action="/runs" fields={fields} runs={runs} />,
    };
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
  async show(
    @CurrentUser() { accountId, hasExpenses = false }: UserPrincipal,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { cursor, reports } = await readForm(RunPageQuery, fields);
    const { details, moved } = await this.pages.upToDate(accountId, async (tx) => {
      const found = await this.pages.read(tx, id, cursor);
      const where = movedByRun(found.run);
      return {
        details: found,
        moved: hasExpenses ? await this.departures.moved(tx, where, movedWindow(reports)) : [],
      };
    });
    return {
      title: 'Run',
      body: (
        <RunPage
          details={details}
          action="/runs"
          fields={fields}
          actions={<UndoLink run={details.run} runs="/runs" />}
          effects={<MovedReports action={`/runs/${id}`} fields={fields} moved={moved} page={reports} />}
          isOwn
        />
      ),
    };
  }

  private async file({ accountId }: UserPrincipal, id: string, format: ChangeFormat): Promise<Download> {
    await this.pages.upToDate(accountId, (tx) => this.runs.get(tx, id));
    const content = await changesFile(format, (cursor) =>
      this.unitOfWork.read(accountId, (tx) => this.runs.changes(tx, id, { cursor, limit: CHANGES_AT_ONCE })),
    );
    return new Download(`run-${id}.${format}`, format === 'csv' ? CSV_TYPE : 'application/jsonl', content);
  }
}
