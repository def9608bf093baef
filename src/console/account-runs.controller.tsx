import { Get, Param } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedChanges } from '../support/masking.js';
import { AccountTabs } from './components/account-tabs.js';
import { UndoLink } from './components/undo-link.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { RunPage } from './pages/run-page.js';
import { RunsPage } from './pages/runs-page.js';
import { RunPages, type RunDetails } from './run-pages.service.js';
import { RunQuery } from './run-query.js';
import type { WebPage } from './web-page.js';

/** The runs of changes of an account, for support: values of personal data are masked. */
@OperatorPages('accounts/:id/runs')
export class AccountRunsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly runs: RunsService,
    private readonly pages: RunPages,
  ) {}

  @Get()
  async list(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const { cursor } = await readForm(RunQuery, fields);
    const { name, found } = await this.within(id, (tx) => this.runs.page(tx, { cursor, limit: ROWS_A_PAGE }));
    const action = `/accounts/${id}/runs`;
    return {
      title: `${name}: runs`,
      lead: 'Changes by the same connection or person without a long pause form a run. Newest first.',
      body: (
        <>
          <AccountTabs id={id} />
          <RunsPage action={action} fields={fields} runs={found} />
        </>
      ),
    };
  }

  @Get(':runId')
  async show(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { cursor } = await readForm(RunQuery, fields);
    const { name, found } = await this.within(id, (tx) => this.pages.read(tx, runId, cursor));
    const action = `/accounts/${id}/runs`;
    return {
      title: `${name}: run`,
      body: (
        <>
          <AccountTabs id={id} />
          <RunPage
            details={masked(found)}
            action={action}
            fields={fields}
            actions={<UndoLink run={found.run} runs={action} />}
            isOwn={false}
          />
        </>
      ),
    };
  }

  /** Throws `not-found`. */
  private async within<T>(
    id: string,
    read: (tx: AccountTransaction) => Promise<T>,
  ): Promise<{ name: string; found: T }> {
    const { name } = await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    return { name, found: await this.pages.upToDate(id, read) };
  }
}

function masked(details: RunDetails): RunDetails {
  const changes = details.changes.map((change) => ({ ...change, values: maskedChanges(change.values) }));
  return { ...details, changes };
}
