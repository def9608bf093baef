import { Injectable } from '@nestjs/common';
import {
  RunListeners,
  type AddedToRun,
  type CountedRun,
  type RunListener,
} from '../journal/run-listeners.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all } from '../../platform/database/sql/predicate.js';
import { MilestonesRecord } from './milestones.entity.js';

const COLUMNS = ['firstUserAt', 'firstGroupAt', 'firstDeactivationAt'] as const;

/** When the identity provider did each of these for the first time (ISO 8601); null if it has not. */
export type Milestones = Pick<MilestonesRecord, (typeof COLUMNS)[number]>;

const NONE: Milestones = { firstUserAt: null, firstGroupAt: null, firstDeactivationAt: null };

/**
 * Remembers the first user and the first group that were created or changed over SCIM, and the first
 * deactivation. Changes count too, because an identity provider can take over existing users without creating
 * any.
 */
@Injectable()
export class SetupMilestones implements RunListener {
  constructor(listeners: RunListeners) {
    listeners.register(this);
  }

  async read(tx: AccountTransaction): Promise<Milestones> {
    return (await tx.find(MilestonesRecord, { columns: COLUMNS })) ?? NONE;
  }

  async counted(tx: AccountTransaction, { via, lastAt }: CountedRun, added: AddedToRun): Promise<void> {
    const reached = {
      firstUserAt: added.hasUsers,
      firstGroupAt: added.hasGroups,
      firstDeactivationAt: added.counts.deactivated + added.counts.deleted > 0,
    };
    if (via !== 'scim' || !COLUMNS.some((name) => reached[name])) return;
    const known = await tx.find(MilestonesRecord, { columns: COLUMNS });
    const news = COLUMNS.filter((name) => reached[name] && !known?.[name]);
    if (news.length === 0) return;
    const next = { ...NONE, ...known, ...Object.fromEntries(news.map((name) => [name, lastAt])) };
    if (known) await tx.update(MilestonesRecord, next, all());
    else await tx.insert(MilestonesRecord, [next]);
  }
}
