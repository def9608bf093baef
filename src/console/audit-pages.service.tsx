import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AUDIT_ACTIONS, type AuditAction } from '../accounts/audit-entry.entity.js';
import { AuditService, type AuditQuery } from '../accounts/audit.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedRecord } from '../support/masking.js';
import { readForm, refusalOf, type FormFields } from './form.js';
import { LogFilters, windowOf } from './log-filters.js';
import { AuditPage } from './pages/audit-page.js';
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

/** The account whose trail is shown, and where. */
interface AuditPlace {
  accountId: string;
  /** The address of the page. */
  action: string;
  lead: string;
  /** Whether values are masked. */
  isMasked: boolean;
}

/** Builds the page of an account's audit trail, for its administrators and, masked, for support. */
@Injectable()
export class AuditPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** Never throws for invalid filters: the page shows what is wrong with them. */
  async page({ accountId, action, lead, isMasked }: AuditPlace, fields: FormFields): Promise<WebPage> {
    const page = { title: 'Audit trail', lead };
    try {
      const query = await queryOf(fields);
      const { items, nextCursor } = await this.unitOfWork.read(accountId, (tx) => this.audit.list(tx, query));
      const rows = isMasked ? items.map(maskedRecord) : items;
      return { ...page, body: <AuditPage {...{ action, fields, nextCursor }} items={rows} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <AuditPage {...{ action, fields, refusal }} items={[]} nextCursor={null} />;
      return { ...page, refusal, body };
    }
  }
}

async function queryOf(fields: FormFields): Promise<AuditQuery> {
  const { action, actor, user, ...window } = await readForm(AuditFilters, fields);
  return { action, actor, user, ...windowOf(window) };
}
