import { Injectable } from '@nestjs/common';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedPlan } from '../provisioning/undo/masked-undo.js';
import { UndoService } from '../provisioning/undo/undo.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import { readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { UndoPage } from './pages/undo-page.js';
import { reasonIn, withoutReason } from './reason-form.js';
import { choiceOf, UndoForm } from './undo-form.js';
import type { UndoPlace } from './undo-place.js';
import { Redirect, type WebPage } from './web-page.js';

interface FilledForm {
  form: UndoForm;
  /** As they were sent. */
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** Builds the page that shows what an undo would do, and starts the undo. */
@Injectable()
export class UndoPlanPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly undo: UndoService,
    private readonly worker: UndoWorker,
  ) {}

  /** Throws `not-found`, `conflict` (`nothing-to-undo`). */
  async page(
    { accountId, author, links }: UndoPlace,
    id: string,
    { form, fields, refusal }: FilledForm,
  ): Promise<WebPage> {
    const run = await this.unitOfWork.read(accountId, (tx) => this.runs.get(tx, id));
    const plan = await this.undo.plan(accountId, id, choiceOf(form), author);
    const shown = links.own === null ? maskedPlan(plan) : plan;
    return {
      title: 'Undo a run',
      lead: 'Nothing has been changed yet. This is what the undo would do now.',
      refusal,
      body: <UndoPage {...{ run, form, fields, refusal, links }} plan={shown} />,
    };
  }

  /** Starts the undo. Support must give a reason. Throws `invalid`, `not-found`, `conflict`. */
  async start(place: UndoPlace, id: string, fields: FormFields): Promise<WebPage | Redirect> {
    const { accountId, author, links } = place;
    const isSupport = links.own === null;
    const form = await readForm(UndoForm, isSupport ? withoutReason(fields) : fields);
    try {
      const reason = isSupport ? await reasonIn(fields) : undefined;
      const job = await this.undo.begin(accountId, id, { ...choiceOf(form), reason }, author);
      void this.worker.work({ accountId, id: job.id });
      return new Redirect(`${links.undos}/${job.id}`);
    } catch (error) {
      return this.page(place, id, { form, fields, refusal: refusalOf(error) });
    }
  }
}
