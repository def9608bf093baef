import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { RunsService } from '../journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { UndoAftermaths } from '../undo/undo-aftermath.service.js';
import { UndoService } from '../undo/undo.service.js';
import { UndoWorker } from '../undo/undo-worker.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { JobPage } from './pages/job-page.js';
import { UndoPage } from './pages/undo-page.js';
import { choiceOf, UndoForm } from './undo-form.js';
import { Redirect, type WebPage } from './web-page.js';
import { shownJob } from '../undo/shown-job.js';

/** Shows what an undo of a run would do, begins it, and shows how far it or another job is. */
@AdminPages('')
export class UndoPagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly undo: UndoService,
    private readonly worker: UndoWorker,
    private readonly aftermaths: UndoAftermaths,
  ) {}

  @Get('runs/:id/undo')
  plan(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.planPage(caller, id, fields);
  }

  @Post('runs/:id/undo')
  async start(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    const { accountId, author } = caller;
    try {
      const form = await readForm(UndoForm, fields);
      const job = await this.undo.begin(accountId, id, choiceOf(form), author);
      void this.worker.work({ accountId, id: job.id });
      return new Redirect(`/undos/${job.id}`);
    } catch (error) {
      return this.planPage(caller, id, fields, refusalOf(error));
    }
  }

  @Get(['undos/:id', 'jobs/:id'])
  async job(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const { job, aftermath } = await this.unitOfWork.read(accountId, async (tx) => {
      const found = await this.undo.job(tx, id);
      return { job: found, aftermath: await this.aftermaths.ofUndo(tx, found.undoRunId) };
    });
    const title = job.kind === 'undo' ? 'Undo of a run' : 'Deactivation of those managed';
    return { title, body: <JobPage job={shownJob(job)} runId={job.runId} aftermath={aftermath} /> };
  }

  /** Throws `not-found`, `conflict` (`nothing-to-undo`). */
  private async planPage(
    { accountId, author }: UserCaller,
    id: string,
    fields: FormFields,
    refusal?: FormRefusal,
  ): Promise<WebPage> {
    const form = await readForm(UndoForm, fields);
    const run = await this.unitOfWork.read(accountId, (tx) => this.runs.get(tx, id));
    const plan = await this.undo.plan(accountId, id, choiceOf(form), author);
    return {
      title: 'Undo a run',
      lead: 'Nothing has been changed yet. This is what the undo would do now.',
      refusal,
      body: <UndoPage run={run} plan={plan} form={form} fields={fields} refusal={refusal} />,
    };
  }
}
