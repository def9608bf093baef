import { Injectable } from '@nestjs/common';
import type { AuditAction } from '../accounts/audit-entry.entity.js';
import { AuditService } from '../accounts/audit.service.js';
import { ERASED } from '../accounts/erasures.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PlatformTrail, type AuditedPlatformAction } from '../operators/platform-trail.service.js';
import { erasedSince } from '../users/erased-users.js';
import type { Principal } from './principal.js';

export type LoginAction = Extract<AuditAction, 'login.succeeded' | 'login.failed' | 'session.ended'>;

/** The owner of a login: an account, or an operator, who belongs to the platform's trail. */
export type LoginOwner =
  { accountId: string; userId: string | null } | { operator: AuditedPlatformAction['subject'] };

/** An entry of an audit trail. */
export interface LoginEntry {
  owner: LoginOwner;
  author: Author;
  action: LoginAction;
  /** When it happened; of several logins, the first (ISO 8601). */
  time: string;
  detail?: string;
}

/** Writes logins to the audit trails of accounts and of the platform. */
@Injectable()
export class LoginTrails {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
    private readonly platform: PlatformTrail,
  ) {}

  /** Writes in the transaction that starts or ends the session. */
  async add(tx: PlatformTransaction, { owner, author, ...action }: LoginEntry): Promise<void> {
    if ('accountId' in owner) await this.audit.record(tx.within(owner.accountId).by(author), action);
    else await this.platform.record(tx, author, { ...action, subject: owner.operator });
  }

  /** Writes in its own transaction, in the account's queue; without the name of a user who has been erased since. */
  async write(entry: LoginEntry): Promise<void> {
    const { owner, author, time, ...login } = entry;
    if ('accountId' in owner) {
      await this.unitOfWork.write(owner.accountId, async (tx) => {
        const { size: isErased } = await erasedSince(tx, [{ userId: owner.userId, time }]);
        if (isErased) await this.audit.record(tx.by({ ...author, name: ERASED }), { action: login.action });
        else await this.audit.record(tx.by(author), login);
      });
    } else {
      await this.unitOfWork.writePlatform((tx) => this.add(tx, entry));
    }
  }
}

export function ownerOf(principal: Principal): LoginOwner {
  return principal.kind === 'user'
    ? { accountId: principal.accountId, userId: principal.userId }
    : { operator: { id: principal.operatorId, name: principal.userName } };
}
