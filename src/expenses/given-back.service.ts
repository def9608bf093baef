import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { firstIdSince } from '../common/identifier.js';
import { compare, isIn } from '../platform/database/sql/predicate.js';
import { ApprovalMove } from './approval-move.entity.js';
import { Reroutes, STEPS_AT_ONCE, type Target } from './reroutes.service.js';

/** Gives open steps back to those who lost them by a run that is undone. */
@Injectable()
export class GivenBack {
  constructor(private readonly reroutes: Reroutes) {}

  /**
   * Gives the users the steps back that went from them to others since an instant (ISO 8601), unless the successor has decided, or
   * has passed it on.
   */
  async to(tx: AuthoredTransaction, userIds: readonly string[], since: string): Promise<void> {
    const moves = await tx.selectListed(ApprovalMove, 'fromId', userIds, {
      columns: ['id', 'stepId', 'fromId', 'fromOrigin', 'toId'],
      where: compare('id', '>=', firstIdSince(new Date(since))),
      orderBy: [{ column: 'id' }],
    });
    const last = new Map(moves.map((move) => [move.stepId, move]));
    const ids = [...last.keys()];
    for (let start = 0; start < ids.length; start += STEPS_AT_ONCE) {
      const part = ids.slice(start, start + STEPS_AT_ONCE);
      const steps = await this.reroutes.open(tx, isIn('id', part), STEPS_AT_ONCE);
      const targets = steps.flatMap((step): Target[] => {
        const move = last.get(step.id);
        if (!move || step.approverId !== move.toId) return [];
        const { fromId, fromOrigin } = move;
        return [{ step, next: { ...step, origin: fromOrigin, approverId: fromId, replacedId: null } }];
      });
      await this.reroutes.store(tx, targets, { reason: 'undo', eventId: null });
    }
  }
}
