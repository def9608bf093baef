import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Change } from '../../common/changes.js';
import type { Operation, ResourceName } from '../../provisioning-log/provisioning-event.entity.js';
import { ProvisioningLog } from '../../provisioning-log/provisioning-log.service.js';
import { withRoom } from './answer-room.js';
import type { Answer, ScimContext } from './resource-handler.js';

/** What the provisioning log will say of a write; the work fills in what it finds out on the way. */
export interface Trail {
  operation: Operation;
  resourceType: ResourceName;
  resourceId: string | null;
  /** A warning that goes with the success, and its stable name. */
  detail: string | null;
  code: string | null;
  changes: readonly Change[];
}

/** Opens transactions for SCIM requests, again where there has to be room for a large answer first. A write leaves its event in the provisioning log, or none of it happened. */
@Injectable()
export class ScimWork {
  constructor(
    private readonly work: UnitOfWork,
    private readonly log: ProvisioningLog,
  ) {}

  read<T>(
    { principal, waiter, room }: ScimContext,
    work: (tx: AccountTransaction) => Promise<T>,
  ): Promise<T> {
    return withRoom(room, () => this.work.read(principal.accountId, work, waiter));
  }

  /** Reads what a request says of a resource; `find` throws where there is none, and then that is what is wrong with it. */
  async understand<T>(
    context: ScimContext,
    parse: () => T,
    find: (tx: AccountTransaction) => Promise<unknown>,
  ): Promise<T> {
    try {
      return parse();
    } catch (error) {
      await this.read(context, find);
      throw error;
    }
  }

  /** For what costs more the larger the account is. Throws `invalid` (`too-costly`) where it takes too long. */
  search<T>(
    { principal, waiter, room }: ScimContext,
    work: (tx: AccountTransaction) => Promise<T>,
  ): Promise<T> {
    return withRoom(room, () => this.work.search(principal.accountId, work, waiter));
  }

  write(
    { principal, client, startedAt, waiter, room }: ScimContext,
    begun: Pick<Trail, 'operation' | 'resourceType'> & { resourceId?: string },
    work: (tx: AuthoredTransaction, trail: Trail) => Promise<Answer>,
  ): Promise<Answer> {
    const attempt = async (tx: AccountTransaction) => {
      const trail: Trail = { resourceId: null, detail: null, code: null, changes: [], ...begun };
      const answer = await work(tx.by(authorOf(principal)), trail);
      await this.log.record(tx, {
        ...trail,
        actor: principal.userName,
        client,
        outcome: 'success',
        status: answer.status,
        durationMs: performance.now() - startedAt,
      });
      return answer;
    };
    return withRoom(room, () => this.work.write(principal.accountId, attempt, waiter));
  }
}

/** The audit trail leaves SCIM to the provisioning log. */
function authorOf({ userId, userName }: ScimContext['principal']): Author {
  return { kind: 'user', id: userId, name: userName, via: 'scim', address: null };
}
