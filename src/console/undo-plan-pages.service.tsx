import { Injectable } from '@nestjs/common';
import type { UserCaller } from '../auth/principal.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { UndoService } from '../provisioning/undo/undo.service.js';
import type { FormRefusal } from './form.js';
import { UndoPage } from './pages/undo-page.js';
import { choiceOf, type UndoForm } from './undo-form.js';
import type { WebPage } from './web-page.js';

/** Makes the page that says what an undo would do. */
@Injectable()
export class UndoPlanPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly undo: UndoService,
  ) {}

  /** Throws `not-found`, `conflict` (`nothing-to-undo`). */
  async page(
    { accountId, author }: UserCaller,
    id: string,
    { form, refusal }: { form: UndoForm; refusal?: FormRefusal },
  ): Promise<WebPage> {
    const run = await this.unitOfWork.read(accountId, (tx) => this.runs.get(tx, id));
    const plan = await this.undo.plan(accountId, id, choiceOf(form), author);
    return {
      title: 'Undo a run',
      lead: 'Nothing has been changed yet. This is what the undo would do now.',
      refusal,
      body: <UndoPage run={run} plan={plan} form={form} refusal={refusal} />,
    };
  }
}
