import { Inject, Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { newId } from '../../common/identifier.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { JournalChange } from '../journal/journal-change.entity.js';
import {
  RunListeners,
  type AddedToRun,
  type CountedRun,
  type RunListener,
} from '../journal/run-listeners.js';
import { Run } from '../journal/run.entity.js';
import { NotificationOutbox } from '../notifications/notification-outbox.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, equal, existsJoined, idIs, joinCondition } from '../../platform/database/sql/predicate.js';
import { wordsFor } from '../log/provider-words.js';
import { ProvisioningSettingsService } from '../settings/provisioning-settings.service.js';
import { User } from '../../users/user.entity.js';
import { Alarm } from './alarm.entity.js';
import { massChange } from './alarm-messages.js';
import { IS_CLOSED_BY_UNDO, IS_UNSEEN, REOPENED } from './open-alarm-condition.js';
import { isUnusual, type Thresholds } from './thresholds.js';

/** A run, and from whom it has taken access so far. */
interface TakingRun extends CountedRun {
  /** People who were active, each once, however often they were deactivated, and then deleted. */
  people: number;
  /** Those of them who were active until they were deleted. */
  deletedActive: number;
}

/** Raises an alarm, once per run, when it has taken access from unusually many people. */
@Injectable()
export class MassChangeAlarm implements RunListener {
  constructor(
    private readonly provisioning: ProvisioningSettingsService,
    private readonly outbox: NotificationOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    listeners: RunListeners,
  ) {
    listeners.register(this);
  }

  async counted(tx: AccountTransaction, run: CountedRun, { counts }: AddedToRun): Promise<void> {
    const hasTaken = counts.deactivated + counts.deleted + counts.membersRemoved > 0;
    if (!hasTaken || run.undoOf !== null) return;
    const thresholds = await this.provisioning.read(tx);
    if (run.alarmAt !== null) return this.follow(tx, await withTaken(tx, run), thresholds);
    const isAlarming = (people: number) =>
      isUnusual(people, run.activeBefore, thresholds) ||
      isUnusual(run.membersRemoved, run.membersBefore, thresholds);
    // There are never more people than deactivations and deletions: most runs need no statement to be sure.
    if (!isAlarming(run.deactivated + run.deleted)) return;
    const counted = await withTaken(tx, run);
    if (isAlarming(counted.people)) await this.raise(tx, counted, thresholds);
  }

  /** The alarm tells how far the run has gone; the mail went out at once. A run that goes on after its undo is open again. */
  private async follow(tx: AccountTransaction, run: TakingRun, thresholds: Thresholds): Promise<void> {
    const isFollowed = run.undoneBy === null ? IS_UNSEEN : any(IS_UNSEEN, IS_CLOSED_BY_UNDO);
    const where = all(equal('runId', run.id), equal('kind', 'mass-change'), isFollowed);
    await tx.update(Alarm, { detail: detailOf(run, thresholds), ...REOPENED }, where);
  }

  private async raise(tx: AccountTransaction, run: TakingRun, thresholds: Thresholds): Promise<void> {
    const at = new Date().toISOString();
    const detail = detailOf(run, thresholds);
    const id = newId();
    await tx.update(Run, { alarmAt: at }, idIs(run.id));
    await tx.insert(Alarm, [{ id, kind: 'mass-change', at, runId: run.id, detail, notifiedAt: at }]);
    const account = await tx.find(Account, { columns: ['name'], where: idIs(tx.accountId) });
    const about = { account: account?.name ?? '', publicUrl: this.settings.publicUrl };
    const { activeBefore, membersBefore } = run;
    const taken = { people: run.people, memberships: run.membersRemoved };
    const change = { alarmId: id, runId: run.id, ...taken, activeBefore, membersBefore, detail };
    await this.outbox.add(tx, 'alarm', massChange(about, change));
  }
}

/**
 * Counts whom the run has taken access from: those who had none may be deleted by the thousand. In two statements, or none as
 * long as everybody is counted once, as in a run that only deactivates and has not been undone.
 */
async function withTaken(tx: AccountTransaction, run: CountedRun): Promise<TakingRun> {
  if (run.deleted === 0 && run.reactivated === 0 && run.undoneBy === null)
    return { ...run, people: run.deactivated, deletedActive: 0 };
  const lostAccess = all(equal('runId', run.id), equal('active', -1));
  const taken = { entity: JournalChange, on: joinCondition(JournalChange, { resourceId: 'id' }) };
  const people = existsJoined(taken, lostAccess, { selective: true });
  return {
    ...run,
    people: await tx.withDeleted().count(User, people),
    deletedActive: await tx.count(JournalChange, all(lostAccess, equal('kind', 'deleted'))),
  };
}

/** What happened so far, in one sentence. */
function detailOf(run: TakingRun, { alarmAbove, alarmPercent }: Thresholds): string {
  const who = run.via === 'scim' ? wordsFor(run.client).name : 'A change in Declaree';
  const { people: taken, deletedActive } = run;
  const deactivated = taken - deletedActive;
  const parts = [
    ...(deactivated > 0 ? [`deactivated ${deactivated}`] : []),
    ...(deletedActive > 0 ? [`deleted ${deletedActive}`] : []),
  ];
  const people =
    parts.length > 0 ? [`${parts.join(' and ')} ${ofAll(taken, run.activeBefore)}active users`] : [];
  const { membersRemoved: ended, membersBefore } = run;
  const members = ended > 0 ? [`ended ${ended} ${ofAll(ended, membersBefore)}memberships`] : [];
  return `${who} has ${[...people, ...members].join(', and ')}. An alarm is raised above ${alarmAbove} and ${alarmPercent} %.`;
}

/** Who was created in the same run is not among those before it. */
const ofAll = (taken: number, before: number) => (taken <= before ? `of ${before} ` : '');
