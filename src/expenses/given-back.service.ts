import { Injectable } from '@nestjs/common';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, isIn } from '../platform/database/sql/predicate.js';
import { User } from '../users/user.entity.js';
import { ApprovalMove } from './approval-move.entity.js';
import type { MoveReason } from './approval-step.entity.js';
import { Reroutes, STEPS_AT_ONCE, type Target } from './reroutes.service.js';

/**
 * The reasons for which steps are taken away and that can be undone. A restored manager gets reports by the
 * rules for new managers.
 */
const TAKEN_BY: readonly MoveReason[] = ['deactivated', 'deleted', 'role', 'membership'];

/** Gives open steps back to those who lost them by a run that is undone. */
@Injectable()
export class GivenBack {
  constructor(private readonly reroutes: Reroutes) {}

  /**
   * Gives users who are active back the steps that the directory has taken from them since an instant (ISO
   * 8601), unless the successor has decided them or passed them on.
   */
  async to(tx: AuthoredTransaction, userIds: readonly string[], since: string): Promise<void> {
    const moves = await tx.selectListed(ApprovalMove, 'fromId', await active(tx, userIds), {
      columns: ['id', 'stepId', 'fromId', 'fromOrigin', 'toId'],
      where: all(isIn('reason', TAKEN_BY), compare('createdAt', '>=', since)),
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

/** Those of the users who are active; they stay so until the transaction ends. */
async function active(tx: AccountTransaction, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.selectListed(User, 'id', userIds, {
    columns: ['id'],
    where: equal('active', true),
    forShare: true,
  });
  return rows.map(({ id }) => id);
}
