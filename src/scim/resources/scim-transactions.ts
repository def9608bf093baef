import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { newId } from '../../common/identifier.js';
import { provisionerName, type Provisioner } from '../../auth/principal.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import { Sightings } from '../../provisioning/ownership/sightings.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import { withRoom } from './answer-room.js';
import type { Answer, ScimContext } from './resource-handler.js';
import type { ResourceName } from '../../provisioning/log/provisioning-event.entity.js';
import type { Trail } from './trail.js';
import { addWarnings, type Warning } from './warning.js';

/**
 * Opens transactions for SCIM requests, and repeats them if memory must be reserved for a large answer first. A write and
 * its event in the provisioning log are stored together.
 */
@Injectable()
export class ScimTransactions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly sightings: Sightings,
  ) {}

  read<T>(
    { principal, waiter, room }: ScimContext,
    work: (tx: AccountTransaction) => Promise<T>,
  ): Promise<T> {
    return withRoom(room, () => this.unitOfWork.read(principal.accountId, work, waiter));
  }

  /** Parses a request on a resource. If that fails and `find` throws, its error takes precedence: an unknown id is 404. */
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

  /** For reads whose cost grows with the account. Throws `invalid` (`too-costly`) if they take too long. */
  search<T>(
    { principal, waiter, room }: ScimContext,
    work: (tx: AccountTransaction) => Promise<T>,
  ): Promise<T> {
    return withRoom(room, () => this.unitOfWork.search(principal.accountId, work, waiter));
  }

  /** Notes that the client has looked up these resources. */
  looked({ principal, client }: ScimContext, type: ResourceName, ids: readonly string[]): void {
    this.sightings.note(principal, client, { type, ids, written: false });
  }

  async write(
    { principal, client, startedAt, waiter, room }: ScimContext,
    begun: Pick<Trail, 'operation' | 'resourceType'> & { resourceId?: string },
    work: (tx: AuthoredTransaction, trail: Trail) => Promise<Answer>,
  ): Promise<Answer> {
    const attempt = async (tx: AccountTransaction) => {
      const trail: Trail = { ...NOTHING_YET, ...begun };
      const id = newId();
      const warnings: Warning[] = [];
      const cause = { eventId: id, client, warn: (warning: Warning) => void warnings.push(warning) };
      const answer = await work(tx.by(authorOf(principal), cause), trail);
      addWarnings(trail, warnings);
      await this.log.record(tx, {
        id,
        ...trail,
        actor: provisionerName(principal),
        client,
        outcome: 'success',
        status: answer.status,
        durationMs: performance.now() - startedAt,
      });
      return answer;
    };
    const answer = await withRoom(room, () => this.unitOfWork.write(principal.accountId, attempt, waiter));
    const id = answer.id ?? begun.resourceId;
    if (id !== undefined && begun.operation !== 'delete')
      this.sightings.note(principal, client, { type: begun.resourceType, ids: [id], written: true });
    return answer;
  }
}

const NOTHING_YET = { resourceId: null, detail: null, code: null, changes: [], subject: null };

/** The author of SCIM writes, which the audit trail skips: the provisioning log records them. */
export function authorOf(principal: Provisioner): Author {
  const id = principal.kind === 'user' ? principal.userId : principal.connectionId;
  return { kind: principal.kind, id, name: provisionerName(principal), via: 'scim', address: null };
}
