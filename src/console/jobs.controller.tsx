import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { shownJob } from '../provisioning/undo/shown-job.js';
import { UndoAftermaths } from '../provisioning/undo/undo-aftermath.service.js';
import { UndoService } from '../provisioning/undo/undo.service.js';
import { AdminPages } from './console-pages.js';
import { JobPage } from './pages/job-page.js';
import type { WebPage } from './web-page.js';

/** Shows how far an undo or another job is. */
@AdminPages('')
export class JobPagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly undo: UndoService,
    private readonly aftermaths: UndoAftermaths,
  ) {}

  @Get(['undos/:id', 'jobs/:id'])
  async show(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const { job, aftermath } = await this.unitOfWork.read(accountId, async (tx) => {
      const found = await this.undo.job(tx, id);
      return { job: found, aftermath: await this.aftermaths.ofUndo(tx, found.undoRunId) };
    });
    const title = job.kind === 'undo' ? 'Undo of a run' : 'Deactivation of managed people';
    return { title, body: <JobPage job={shownJob(job)} runId={job.runId} aftermath={aftermath} /> };
  }
}
