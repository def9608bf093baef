import { Get, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { MakeLocal } from '../provisioning/undo/make-local.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import { AdminPages } from './console-pages.js';
import { refusalOf, type FormRefusal } from './form.js';
import { MakeLocalPage } from './pages/make-local-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows whom making everybody local would concern, and starts it. */
@AdminPages('provisioning-settings/make-local')
export class MakeLocalController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly local: MakeLocal,
    private readonly worker: UndoWorker,
  ) {}

  @Get()
  preview(@CurrentCaller() caller: UserCaller): Promise<WebPage> {
    return this.page(caller);
  }

  @Post()
  async start(@CurrentCaller() caller: UserCaller): Promise<WebPage | Redirect> {
    const { accountId, author } = caller;
    try {
      const { id } = await this.unitOfWork.write(accountId, (tx) => this.local.begin(tx.by(author)));
      void this.worker.work({ accountId, id });
      return new Redirect(`/jobs/${id}`);
    } catch (error) {
      return this.page(caller, refusalOf(error));
    }
  }

  private async page({ accountId }: UserCaller, refusal?: FormRefusal): Promise<WebPage> {
    const plan = await this.unitOfWork.read(accountId, (tx) => this.local.plan(tx));
    return {
      title: 'Make everybody local?',
      lead: 'Nothing has been changed yet. This is what would happen now.',
      refusal,
      body: <MakeLocalPage plan={plan} refusal={refusal} />,
    };
  }
}
