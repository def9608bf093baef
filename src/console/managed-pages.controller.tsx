import { Get, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { MakeLocal } from '../provisioning/undo/make-local.service.js';
import { ManagedDeactivation } from '../provisioning/undo/managed-deactivation.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import { AdminPages } from './console-pages.js';
import { refusalOf, type FormRefusal } from './form.js';
import { MakeLocalPage } from './pages/make-local-page.js';
import { ManagedDeactivationPage } from './pages/managed-deactivation-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows who would be made local, or which managed people would be deactivated, and starts the job. */
@AdminPages('provisioning-settings')
export class ManagedPagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly local: MakeLocal,
    private readonly deactivation: ManagedDeactivation,
    private readonly worker: UndoWorker,
  ) {}

  @Get('make-local')
  previewLocal(@CurrentCaller() caller: UserCaller): Promise<WebPage> {
    return this.localPage(caller);
  }

  @Post('make-local')
  makeLocal(@CurrentCaller() caller: UserCaller): Promise<WebPage | Redirect> {
    return this.start(caller, this.local, (refusal) => this.localPage(caller, refusal));
  }

  @Get('deactivate-managed')
  previewDeactivation(@CurrentCaller() caller: UserCaller): Promise<WebPage> {
    return this.deactivationPage(caller);
  }

  @Post('deactivate-managed')
  deactivate(@CurrentCaller() caller: UserCaller): Promise<WebPage | Redirect> {
    return this.start(caller, this.deactivation, (refusal) => this.deactivationPage(caller, refusal));
  }

  private async start(
    { accountId, author }: UserCaller,
    job: MakeLocal | ManagedDeactivation,
    refused: (refusal: FormRefusal) => Promise<WebPage>,
  ): Promise<WebPage | Redirect> {
    try {
      const { id } = await this.unitOfWork.write(accountId, (tx) => job.begin(tx.by(author)));
      void this.worker.work({ accountId, id });
      return new Redirect(`/jobs/${id}`);
    } catch (error) {
      return refused(refusalOf(error));
    }
  }

  private async localPage({ accountId }: UserCaller, refusal?: FormRefusal): Promise<WebPage> {
    const plan = await this.unitOfWork.read(accountId, (tx) => this.local.plan(tx));
    return {
      title: 'Make everybody local?',
      lead: 'Nothing has been changed yet. This is what would happen now.',
      refusal,
      body: <MakeLocalPage plan={plan} refusal={refusal} />,
    };
  }

  private async deactivationPage({ accountId, author }: UserCaller, refusal?: FormRefusal): Promise<WebPage> {
    const plan = await this.unitOfWork.read(accountId, (tx) => this.deactivation.plan(tx, author));
    return {
      title: 'Deactivate managed people?',
      lead: 'Nobody has been deactivated yet. This is what would happen now.',
      refusal,
      body: <ManagedDeactivationPage plan={plan} refusal={refusal} />,
    };
  }
}
