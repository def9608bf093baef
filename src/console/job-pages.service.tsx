import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedJob } from '../provisioning/undo/masked-undo.js';
import { shownJob } from '../provisioning/undo/shown-job.js';
import { UndoAftermaths } from '../provisioning/undo/undo-aftermath.service.js';
import type { JobKind } from '../provisioning/undo/undo-job.entity.js';
import { UndoService } from '../provisioning/undo/undo.service.js';
import { JobPage } from './pages/job-page.js';
import type { UndoPlace } from './undo-place.js';
import type { WebPage } from './web-page.js';

const TITLES: Readonly<Record<JobKind, string>> = {
  undo: 'Undo of a run',
  deactivation: 'Deactivation of managed people',
  'make-local': 'Making everybody local',
};

/** Builds the page that shows the progress of an undo or another job. */
@Injectable()
export class JobPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly undo: UndoService,
    private readonly aftermaths: UndoAftermaths,
  ) {}

  /** Throws `not-found`. */
  async page({ accountId, links }: Pick<UndoPlace, 'accountId' | 'links'>, id: string): Promise<WebPage> {
    const { job, aftermath } = await this.unitOfWork.read(accountId, async (tx) => {
      const found = await this.undo.job(tx, id);
      return { job: found, aftermath: await this.aftermaths.ofUndo(tx, found.undoRunId) };
    });
    const shown = links.own === null ? maskedJob(shownJob(job)) : shownJob(job);
    return {
      title: TITLES[job.kind],
      body: <JobPage job={shown} runId={job.runId} aftermath={aftermath} links={links} />,
    };
  }
}
