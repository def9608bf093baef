import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { UndoService } from '../provisioning/undo/undo.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { choiceOf, UndoForm } from './undo-form.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import { Redirect, type WebPage } from './web-page.js';

/** Shows what an undo of a run would do, and begins it. */
@AdminPages('runs/:id/undo')
export class UndoPagesController {
  constructor(
    private readonly pages: UndoPlanPages,
    private readonly undo: UndoService,
    private readonly worker: UndoWorker,
  ) {}

  @Get()
  async plan(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.pages.page(caller, id, { form: await readForm(UndoForm, fields) });
  }

  @Post()
  async start(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    const { accountId, author } = caller;
    const form = await readForm(UndoForm, fields);
    try {
      const job = await this.undo.begin(accountId, id, choiceOf(form), author);
      void this.worker.work({ accountId, id: job.id });
      return new Redirect(`/undos/${job.id}`);
    } catch (error) {
      return this.pages.page(caller, id, { form, refusal: refusalOf(error) });
    }
  }
}
