import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { SESSION_LASTS_MS } from '../auth/sessions.service.js';
import { KEY_PREFIX, newToken, SESSION_PREFIX, tokenHash } from '../auth/tokens.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Author } from '../platform/database/author.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { ENTERPRISE_USER_SCHEMA } from '../scim/protocol/schema/enterprise-user.js';
import { scimModuleOff } from '../scim/resources/refusals.js';
import { ApiKey } from '../auth/api-key.entity.js';
import { insertRun } from '../provisioning/journal/insert-run.js';
import { UserChanges } from '../users/user-changes.service.js';
import { UsersService } from '../users/users.service.js';
import { newJob } from '../provisioning/undo/stored-job.js';
import { UndoJob } from '../provisioning/undo/undo-job.entity.js';
import { UserSession } from '../auth/user-session.entity.js';

/** Creates records that otherwise only arise while the program runs, for the examples of the OpenAPI document. */
@Injectable()
export class DemoTraces {
  constructor(
    private readonly audit: AuditService,
    private readonly log: ProvisioningLog,
    private readonly users: UsersService,
    private readonly changes: UserChanges,
  ) {}

  /**
   * Adds an API key and a session whose secrets are discarded, and the audit entry of that login.
   */
  async addLogin(tx: AccountTransaction, admin: { id: string; userName: string }): Promise<void> {
    const now = new Date();
    const own = { userId: admin.id, createdAt: now.toISOString() };
    const key = { name: 'Example of the API documentation', expiresAt: null, lastUsedAt: null };
    await tx.insert(ApiKey, [{ ...own, ...key, id: DEMO_IDS.key, hash: tokenHash(newToken(KEY_PREFIX)) }]);
    const expiresAt = new Date(now.getTime() + SESSION_LASTS_MS).toISOString();
    const hash = tokenHash(newToken(SESSION_PREFIX));
    await tx.insert(UserSession, [{ ...own, id: DEMO_IDS.session, hash, expiresAt }]);
    const author: Author = {
      kind: 'user',
      id: admin.id,
      name: admin.userName,
      via: 'rest',
      address: '127.0.0.1',
    };
    await this.audit.record(tx.by(author), { id: DEMO_IDS.entry, action: 'login.succeeded' });
  }

  /**
   * Adds a run of changes, in which the identity provider has given Thomas a department, and its event in the
   * provisioning log.
   */
  async addRun(tx: AccountTransaction, admin: { id: string; userName: string }): Promise<void> {
    const author: Author = { kind: 'user', id: admin.id, name: admin.userName, via: 'scim', address: null };
    const client = 'Okta SCIM Client';
    const thomas = await this.users.get(tx, DEMO_IDS.thomas, { lock: true });
    await insertRun(tx, { id: DEMO_IDS.run, author, client });
    const eventId = DEMO_IDS.changeEvent;
    await this.changes.update(tx.by(author, { client, eventId }), thomas, {
      ...thomas,
      department: 'Finance',
    });
    await this.log.record(tx, {
      id: eventId,
      actor: admin.userName,
      operation: 'patch',
      resourceType: 'User',
      resourceId: thomas.id,
      outcome: 'success',
      status: 200,
      detail: null,
      code: null,
      durationMs: 5,
      client,
      changes: [{ path: `${ENTERPRISE_USER_SCHEMA.id}:department`, old: thomas.department, new: 'Finance' }],
      subject: { name: thomas.userName },
    });
    const now = new Date().toISOString();
    const job = newJob({ kind: 'undo', runId: DEMO_IDS.run, choice: { users: [] }, author, total: 0 });
    await tx.insert(UndoJob, [{ ...job, id: DEMO_IDS.job, state: 'done', finishedAt: now }]);
  }

  /** Adds the event of a call by an identity provider while the module is off. */
  async addRefusal(tx: AccountTransaction, actor: string): Promise<void> {
    const refusal = scimModuleOff();
    await this.log.record(tx, {
      id: DEMO_IDS.event,
      actor,
      operation: 'read',
      resourceType: 'User',
      resourceId: null,
      outcome: 'failure',
      status: 403,
      detail: refusal.message,
      code: refusal.code,
      durationMs: 2,
      client: 'Okta SCIM Client',
      changes: [],
    });
  }
}
