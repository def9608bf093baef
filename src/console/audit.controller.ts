import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { AuditPages } from './audit-pages.service.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import type { WebPage } from './web-page.js';

const LEAD =
  'Changes and logins by your people and by Declaree staff, newest first. Changes by your identity provider are in the provisioning log.';

/** The audit trail of the administrator's own account. */
@AdminPages('audit')
export class AuditPagesController {
  constructor(private readonly pages: AuditPages) {}

  @Get()
  show(@CurrentUser() { accountId }: UserPrincipal, @QueryFields() fields: FormFields): Promise<WebPage> {
    return this.pages.page({ accountId, action: '/audit', lead: LEAD, isMasked: false }, fields);
  }
}
