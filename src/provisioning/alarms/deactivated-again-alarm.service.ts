import { Inject, Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { firstIdSince, newId } from '../../common/identifier.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { JournalChange } from '../journal/journal-change.entity.js';
import {
  RunListeners,
  type AddedToRun,
  type CountedRun,
  type Deactivation,
  type RunListener,
} from '../journal/run-listeners.js';
import { Run } from '../journal/run.entity.js';
import { NotificationOutbox } from '../notifications/notification-outbox.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, compare, equal, idIs, isIn, present } from '../../platform/database/sql/predicate.js';
import { wordsFor } from '../log/provider-words.js';
import { Alarm } from './alarm.entity.js';
import { deactivatedAgain } from './alarm-messages.js';
import { IS_CLOSED_BY_UNDO, IS_UNSEEN, REOPENED } from './open-alarm-condition.js';

const KIND = 'deactivated-again';

/** For so long after an undo, a deactivation of those whom it has put back is taken for the same mistake. */
const WATCHED_MS = 7 * 24 * 3_600_000;

/** Changes that give access, and those that take it. */
const ACCESS_KINDS = ['reactivated', 'restored', 'deactivated', 'deleted'] as const;

type Undo = Pick<Run, 'id' | 'source' | 'undoOf' | 'firstAt' | 'deactivatedAgain'>;
type AccessChange = Pick<JournalChange, 'id' | 'resourceId' | 'source' | 'via' | 'kind'>;

/**
 * Counts whom identity providers deactivate or delete again after an undo has put them back, and raises an alarm, once per
 * undo. Each person counts once. The journal is only read for the people of the batch, and only if there is such an undo.
 */
@Injectable()
export class DeactivatedAgainAlarm implements RunListener {
  constructor(
    private readonly outbox: NotificationOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    listeners: RunListeners,
  ) {
    listeners.register(this);
  }

  async counted(tx: AccountTransaction, run: CountedRun, { deactivations }: AddedToRun): Promise<void> {
    if (run.via !== 'scim' || deactivations.length === 0) return;
    const undos = await watchedUndos(tx);
    if (undos.length === 0) return;
    const changes = await accessChanges(tx, deactivations, undos);
    const again = new Map<Undo, number>();
    for (const deactivation of deactivations) {
      const undo = overturned(deactivation, changes.get(deactivation.userId) ?? [], undos);
      if (undo) again.set(undo, (again.get(undo) ?? 0) + 1);
    }
    for (const [undo, people] of again) await this.count(tx, run, { undo, people });
  }

  private async count(
    tx: AccountTransaction,
    run: CountedRun,
    { undo, people }: { undo: Undo; people: number },
  ): Promise<void> {
    const total = undo.deactivatedAgain + people;
    await tx.update(Run, { deactivatedAgain: total }, idIs(undo.id));
    const detail = `A run was undone, but ${wordsFor(run.client).name} has deactivated ${total} of them again.`;
    const runId = undo.undoOf ?? undo.id;
    if (undo.deactivatedAgain === 0) return this.raise(tx, { runId, people, detail });
    const ofUndo = all(equal('runId', runId), compare('at', '>=', undo.firstAt));
    const isFollowed = any(IS_UNSEEN, IS_CLOSED_BY_UNDO);
    await tx.update(Alarm, { detail, ...REOPENED }, all(equal('kind', KIND), isFollowed, ofUndo));
  }

  private async raise(
    tx: AccountTransaction,
    { runId, people, detail }: { runId: string; people: number; detail: string },
  ): Promise<void> {
    const id = newId();
    const at = new Date().toISOString();
    await tx.insert(Alarm, [{ id, kind: KIND, at, runId, detail, notifiedAt: at }]);
    const account = await tx.find(Account, { columns: ['name'], where: idIs(tx.accountId) });
    const about = { account: account?.name ?? '', publicUrl: this.settings.publicUrl };
    await this.outbox.add(tx, 'alarm', deactivatedAgain(about, { alarmId: id, runId, people, detail }));
  }
}

/** The undos of what identity providers did, of the last days. */
async function watchedUndos(tx: AccountTransaction): Promise<Undo[]> {
  const recent = compare('id', '>=', firstIdSince(new Date(Date.now() - WATCHED_MS)));
  const undos = await tx.select(Run, {
    columns: ['id', 'source', 'undoOf', 'firstAt', 'deactivatedAgain'],
    where: all(recent, present('undoOf')),
  });
  if (undos.length === 0) return [];
  const undone = await tx.selectListed(
    Run,
    'id',
    undos.flatMap(({ undoOf }) => undoOf ?? []),
    { columns: ['id'], where: equal('via', 'scim') },
  );
  const ids = new Set(undone.map(({ id }) => id));
  return undos.filter(({ undoOf }) => undoOf !== null && ids.has(undoOf));
}

/** What gave the people access and took it since the first of the undos, by person, oldest first. */
async function accessChanges(
  tx: AccountTransaction,
  deactivations: readonly Deactivation[],
  undos: readonly Undo[],
): Promise<Map<string, AccessChange[]>> {
  const since = undos.map(({ firstAt }) => firstAt).toSorted()[0] ?? '';
  const people = [...new Set(deactivations.map(({ userId }) => userId))];
  const rows = await tx.selectListed(JournalChange, 'resourceId', people, {
    columns: ['id', 'resourceId', 'source', 'via', 'kind'],
    where: all(compare('id', '>=', firstIdSince(new Date(since))), isIn('kind', ACCESS_KINDS)),
    orderBy: [{ column: 'resourceId' }, { column: 'id' }],
  });
  const found = new Map<string, AccessChange[]>();
  for (const row of rows) {
    const { resourceId } = row;
    if (resourceId !== null) found.set(resourceId, [...(found.get(resourceId) ?? []), row]);
  }
  return found;
}

/** The last undo that put the person back, if this is the first time since that an identity provider takes the access. */
function overturned(
  { id }: Deactivation,
  changes: readonly AccessChange[],
  undos: readonly Undo[],
): Undo | undefined {
  const before = changes.filter((change) => change.id < id);
  const last = before.findLast(
    ({ source, kind }) => givesAccess(kind) && undos.some((undo) => undo.source === source),
  );
  const undo = undos.find(({ source }) => source === last?.source);
  if (!undo) return undefined;
  const first = before.findIndex(({ source, kind }) => givesAccess(kind) && source === undo.source);
  const isKnown = before.slice(first).some(({ via, kind }) => via === 'scim' && !givesAccess(kind));
  return isKnown ? undefined : undo;
}

function givesAccess(kind: AccessChange['kind']): boolean {
  return kind === 'reactivated' || kind === 'restored';
}
