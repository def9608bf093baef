import { Injectable } from '@nestjs/common';
import type { AuditAction } from '../accounts/audit-entry.entity.js';
import { AuditService } from '../accounts/audit.service.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PlatformTrail, type PlatformDeed } from '../operators/platform-trail.service.js';
import type { Principal } from './principal.js';

export type LoginAction = Extract<AuditAction, 'login.succeeded' | 'login.failed' | 'session.ended'>;

/** Whose login it is: somebody of an account, or an operator, of whom Declaree's own trail tells. */
export type LoginOwner = { accountId: string } | { operator: PlatformDeed['subject'] };

/** An entry of an audit trail. */
export interface LoginEntry {
  owner: LoginOwner;
  author: Author;
  action: LoginAction;
  detail?: string;
}

/** The audit trails that tell of logins: one of each account, and Declaree's own. */
@Injectable()
export class LoginTrails {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
    private readonly platform: PlatformTrail,
  ) {}

  /** In the transaction of the session that begins or ends. */
  async add(tx: PlatformTransaction, { owner, author, ...deed }: LoginEntry): Promise<void> {
    if ('accountId' in owner) await this.audit.record(tx.within(owner.accountId).by(author), deed);
    else await this.platform.record(tx, author, { ...deed, subject: owner.operator });
  }

  /** In a transaction of its own, when it is the account's turn. */
  async write({ owner, author, ...deed }: LoginEntry): Promise<void> {
    if ('accountId' in owner) {
      await this.unitOfWork.write(owner.accountId, (tx) => this.audit.record(tx.by(author), deed));
    } else {
      await this.unitOfWork.writePlatform((tx) => this.add(tx, { owner, author, ...deed }));
    }
  }
}

export function ownerOf(principal: Principal): LoginOwner {
  return principal.kind === 'user'
    ? { accountId: principal.accountId }
    : { operator: { id: principal.operatorId, name: principal.userName } };
}
