import { Get } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AUDIT_ACTIONS, type AuditAction } from '../accounts/audit-entry.entity.js';
import { AuditService, type AuditQuery } from '../accounts/audit.service.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { LogFilters, windowOf } from './log-filters.js';
import { OwnAuditPage } from './pages/audit-page.js';
import type { WebPage } from './web-page.js';

class AuditFilters extends LogFilters {
  @IsOptional()
  @IsIn(AUDIT_ACTIONS, { message: 'Choose an action from the list' })
  action?: AuditAction;

  @IsOptional()
  @IsString()
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  actor?: string;

  @IsOptional()
  @IsUUID('all', { message: 'Enter the id of a user, as the page of the user shows it' })
  user?: string;
}

const PAGE = {
  title: 'Audit trail',
  lead: 'Changes and logins by your people and by Declaree staff, newest first. Changes by your identity provider are in the provisioning log.',
};

@AdminPages('audit')
export class AuditPagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  @Get()
  async show(@CurrentUser() user: UserPrincipal, @QueryFields() fields: FormFields): Promise<WebPage> {
    try {
      const query = await queryOf(fields);
      const found = await this.unitOfWork.read(user.accountId, (tx) => this.audit.list(tx, query));
      return { ...PAGE, body: <OwnAuditPage fields={fields} {...found} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <OwnAuditPage fields={fields} refusal={refusal} items={[]} nextCursor={null} />;
      return { ...PAGE, refusal, body };
    }
  }
}

async function queryOf(fields: FormFields): Promise<AuditQuery> {
  const { action, actor, user, ...window } = await readForm(AuditFilters, fields);
  return { action, actor, user, ...windowOf(window) };
}
