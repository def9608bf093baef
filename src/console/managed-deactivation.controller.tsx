import { Get, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ManagedDeactivation } from '../provisioning/undo/managed-deactivation.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import { AdminPages } from './console-pages.js';
import { refusalOf, type FormRefusal } from './form.js';
import { ManagedDeactivationPage } from './pages/managed-deactivation-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows whom a deactivation of managed people would affect, and starts it. */
@AdminPages('provisioning-settings/deactivate-managed')
export class ManagedDeactivationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deactivation: ManagedDeactivation,
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
      const { id } = await this.unitOfWork.write(accountId, (tx) => this.deactivation.begin(tx.by(author)));
      void this.worker.work({ accountId, id });
      return new Redirect(`/jobs/${id}`);
    } catch (error) {
      return this.page(caller, refusalOf(error));
    }
  }

  private async page({ accountId, author }: UserCaller, refusal?: FormRefusal): Promise<WebPage> {
    const plan = await this.unitOfWork.read(accountId, (tx) => this.deactivation.plan(tx, author));
    return {
      title: 'Deactivate managed people?',
      lead: 'Nobody has been deactivated yet. This is what would happen now.',
      refusal,
      body: <ManagedDeactivationPage plan={plan} refusal={refusal} />,
    };
  }
}
