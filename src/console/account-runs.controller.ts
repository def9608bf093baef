import { Get, Param } from '@nestjs/common';
import { LargeAnswer } from '../platform/http/large-answer.js';
import { AccountFrames } from './account-frames.service.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import { linksOfAccount } from './overview-links.js';
import { RunPages } from './run-pages.service.js';
import type { WebPage } from './web-page.js';

/** The runs of changes of an account, for support: values of personal data are masked. */
@OperatorPages('accounts/:id/runs')
export class AccountRunsController {
  constructor(
    private readonly frames: AccountFrames,
    private readonly pages: RunPages,
  ) {}

  @Get()
  list(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    return this.frames.around(id, () => this.pages.list(placeOf(id), fields));
  }

  @Get(':runId')
  @LargeAnswer()
  show(
    @Param('id') id: string,
    @Param('runId') runId: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    return this.frames.around(id, () => this.pages.page(placeOf(id), runId, fields));
  }
}

const placeOf = (id: string) => ({ accountId: id, links: linksOfAccount(id) });
