import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller } from '../auth/current.decorators.js';
import type { UserCaller } from '../auth/principal.js';
import { AdminPages } from './console-pages.js';
import { Fields, QueryFields, readForm, type FormFields } from './form.js';
import { UndoForm } from './undo-form.js';
import { UndoPeoplePages } from './undo-people-pages.service.js';
import { ownPlace } from './undo-place.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import type { Redirect, WebPage } from './web-page.js';

/** Shows what an undo of a run would do, lets the reader choose the people for it, and starts it. */
@AdminPages('runs/:id/undo')
export class UndoPagesController {
  constructor(
    private readonly plans: UndoPlanPages,
    private readonly people: UndoPeoplePages,
  ) {}

  @Get()
  async plan(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.plans.page(ownPlace(caller), id, { form: await readForm(UndoForm, fields) });
  }

  @Post()
  start(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.plans.start(ownPlace(caller), id, fields);
  }

  @Get('people')
  choosePeople(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.people.first(ownPlace(caller), id, fields);
  }

  @Post('people')
  go(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage> {
    return this.people.go(ownPlace(caller), id, fields);
  }
}
