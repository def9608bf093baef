import { Get, Param } from '@nestjs/common';
import { AccountFrames } from './account-frames.service.js';
import { AuditPages } from './audit-pages.service.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import type { WebPage } from './web-page.js';

const LEAD = "Changes and logins by this account's people and by Declaree staff, newest first.";

/** The audit trail of an account, for support: values of personal data are masked. */
@OperatorPages('accounts/:id/audit')
export class AccountAuditController {
  constructor(
    private readonly frames: AccountFrames,
    private readonly pages: AuditPages,
  ) {}

  @Get()
  show(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const place = { accountId: id, action: `/accounts/${id}/audit`, lead: LEAD, isMasked: true };
    return this.frames.around(id, () => this.pages.page(place, fields));
  }
}
