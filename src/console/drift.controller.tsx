import { Get, Post, Req } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { DomainError, invalid } from '../common/errors.js';
import type { Waiter } from '../common/waiter.js';
import { DriftService } from '../provisioning/drift/drift.service.js';
import { DriftStore, type DriftResult } from '../provisioning/drift/drift-store.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Client } from '../platform/http/client.js';
import { UploadPages } from './console-pages.js';
import { refusalOf, type FormRefusal } from './form.js';
import { DriftPage } from './pages/drift-page.js';
import type { UploadRequest } from './upload-form.guard.js';
import { Redirect, type WebPage } from './web-page.js';

/** Compares the account's people with the list that its identity provider exports. */
@UploadPages('drift')
export class DriftController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drift: DriftService,
    private readonly store: DriftStore,
  ) {}

  @Get()
  show(@CurrentUser() { accountId }: UserPrincipal): Promise<WebPage> {
    return this.page(accountId);
  }

  @Post()
  async compare(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Req() { upload }: UploadRequest,
    @Client() client: Waiter,
  ): Promise<WebPage | Redirect> {
    try {
      if (!upload || upload.length === 0) throw invalid('Choose a file.', { pointer: '/file' });
      await this.drift.compare(accountId, author, upload, client);
      return new Redirect('/drift', { text: 'The list was compared. Nothing has been changed.' });
    } catch (error) {
      return this.page(accountId, refusalOf(error));
    }
  }

  private async page(accountId: string, refusal?: FormRefusal): Promise<WebPage> {
    const result = await this.unitOfWork.read(accountId, (tx) => lastIn(this.store.last(tx)));
    return {
      title: 'Compare with the identity provider',
      lead: 'Upload the user export of your identity provider to see who and what differs. Nothing is changed.',
      refusal,
      body: <DriftPage result={result} refusal={refusal} />,
    };
  }
}

/** The last comparison, if there is one. */
async function lastIn(last: Promise<DriftResult>): Promise<DriftResult | undefined> {
  try {
    return await last;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
