import { Injectable } from '@nestjs/common';
import { Departures } from '../expenses/departures.service.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { maskedChanges } from '../support/masking.js';
import { MovedReports, movedWindow } from './components/moved-reports.js';
import { UndoLink } from './components/undo-link.js';
import { readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { RunPage } from './pages/run-page.js';
import { RunsPage } from './pages/runs-page.js';
import { movedByRun } from './run-effects.js';
import { RunPageQuery, RunQuery } from './run-query.js';
import { RunViews, type RunDetails } from './run-views.service.js';
import type { UndoPlace } from './undo-place.js';
import type { WebPage } from './web-page.js';

/** The account whose runs are shown, where its pages are, and whether they show expense reports. */
interface RunPlace extends Pick<UndoPlace, 'accountId' | 'links'> {
  hasExpenses?: boolean | undefined;
}

/** Builds the pages of runs, for administrators of an account and, masked, for support. */
@Injectable()
export class RunPages {
  constructor(
    private readonly runs: RunsService,
    private readonly views: RunViews,
    private readonly departures: Departures,
  ) {}

  /** Throws `invalid`. */
  async list({ accountId, links }: RunPlace, fields: FormFields): Promise<WebPage> {
    const { cursor } = await readForm(RunQuery, fields);
    const runs = await this.views.upToDate(accountId, (tx) =>
      this.runs.page(tx, { cursor, limit: ROWS_A_PAGE }),
    );
    return {
      title: 'Runs',
      lead: 'Changes by the same connection or person without a long pause form a run. Newest first.',
      body: <RunsPage action={links.runs} fields={fields} runs={runs} />,
    };
  }

  /** Throws `invalid`, `not-found`. */
  async page(
    { accountId, links, hasExpenses = false }: RunPlace,
    id: string,
    fields: FormFields,
  ): Promise<WebPage> {
    const { cursor, reports } = await readForm(RunPageQuery, fields);
    const { details, moved } = await this.views.upToDate(accountId, async (tx) => {
      const found = await this.views.read(tx, id, cursor);
      const where = movedByRun(found.run);
      return {
        details: found,
        moved: hasExpenses ? await this.departures.moved(tx, where, movedWindow(reports)) : [],
      };
    });
    const { runs: action, own } = links;
    return {
      title: 'Run',
      body: (
        <RunPage
          details={own === null ? masked(details) : details}
          action={action}
          fields={fields}
          actions={<UndoLink run={details.run} runs={action} />}
          effects={<MovedReports action={`${action}/${id}`} fields={fields} moved={moved} page={reports} />}
          isOwn={own !== null}
        />
      ),
    };
  }
}

function masked(details: RunDetails): RunDetails {
  const changes = details.changes.map((change) => ({ ...change, values: maskedChanges(change.values) }));
  return { ...details, changes };
}
