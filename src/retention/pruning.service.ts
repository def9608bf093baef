import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { pruneAlarms } from '../provisioning/alarms/alarm-pruning.js';
import { LoginPlaces } from '../auth/login-places.service.js';
import { PasswordResetLinks } from '../auth/password-reset-links.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../config/settings.module.js';
import { pruneJournal, pruneRuns } from '../provisioning/journal/journal-pruning.js';
import { pruneDrift } from '../provisioning/drift/drift-store.service.js';
import { pruneCalls } from '../provisioning/log/connection-call.js';
import { pruneNotifications } from '../provisioning/notifications/notification-pruning.js';
import { pruneOauth } from '../oauth/oauth-pruning.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { PRUNED_AT_ONCE } from '../platform/database/log-rows.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { pruneUndoJobs } from '../provisioning/undo/undo-pruning.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { daysBefore } from './days-before.js';

/**
 * Deletes expired rows: log records older than the settings allow, expired sessions and password resets,
 * expired rows of OAuth, old comparisons with an identity provider, and old notifications and alarms.
 * Sessions and resets need it only if their user never comes back: a new login or reset would delete them.
 */
@Injectable()
export class Pruning {
  constructor(
    private readonly log: ProvisioningLog,
    private readonly audit: AuditService,
    private readonly sessions: SessionsService,
    private readonly resets: PasswordResetLinks,
    private readonly places: LoginPlaces,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Deletes one batch in an account. Returns whether there may be more. */
  async inAccount(tx: AccountTransaction, now: Date): Promise<boolean> {
    const { provisioningLogDays, auditLogDays, journalDays } = this.settings;
    if ((await this.log.prune(tx, daysBefore(now, provisioningLogDays))) === PRUNED_AT_ONCE) return true;
    if ((await this.audit.prune(tx, daysBefore(now, auditLogDays))) === PRUNED_AT_ONCE) return true;
    if ((await pruneJournal(tx, daysBefore(now, journalDays))) === PRUNED_AT_ONCE) return true;
    await pruneUndoJobs(tx, daysBefore(now, journalDays));
    await pruneRuns(tx, daysBefore(now, provisioningLogDays));
    await this.sessions.pruneUsers(tx, now);
    await this.resets.prune(tx, now);
    await this.places.prune(tx, now);
    await pruneOauth(tx, now);
    await pruneDrift(tx, now);
    await pruneNotifications(tx, now);
    await pruneAlarms(tx, daysBefore(now, provisioningLogDays));
    await pruneCalls(tx, daysBefore(now, provisioningLogDays));
    return false;
  }

  /** Deletes expired rows that belong to no account. */
  async outsideAccounts(tx: PlatformTransaction, now: Date): Promise<void> {
    await this.sessions.pruneOperators(tx, now);
  }
}
