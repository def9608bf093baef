import { Injectable } from '@nestjs/common';
import { foldKey } from '../common/fold-key.js';
import { JournalChange } from '../journal/journal-change.entity.js';
import { CHANGE_COLUMNS, RunsService } from '../journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs } from '../platform/database/sql/predicate.js';
import type { StoredUser } from '../users/user-fields.js';
import { User } from '../users/user.entity.js';
import { netUser, type NetUser } from './net-change.js';
import { choosesKind, choosesUser } from './undo-choice.js';
import type { UndoSlice } from './undo-step.js';

/** Who has a name that somebody else is to get back. */
export interface NameHolder {
  userName: string;
  /** The holder is to get another name back, so that the name will be free. */
  isWaiting: boolean;
}

interface WantedName {
  id: string;
  userName: string;
}

type Slice = UndoSlice<NetUser>;

/** Finds the names that cannot be put back because somebody else has them by now. */
@Injectable()
export class NamesInUse {
  constructor(private readonly runs: RunsService) {}

  /** Those that the users of the slice had before the run, by the id of the user. */
  taken(
    slice: Slice,
    nets: readonly NetUser[],
    current: ReadonlyMap<string, StoredUser>,
  ): Promise<Map<string, NameHolder>> {
    return this.takenByName(
      slice,
      nets.flatMap(({ id, fields }) => {
        const [before, after] = fields.get('userName') ?? [];
        return typeof before === 'string' && current.get(id)?.userName === after
          ? [{ id, userName: before }]
          : [];
      }),
    );
  }

  /** The holders of the names, by the id of the user who is to get it. */
  async takenByName(slice: Slice, wanted: readonly WantedName[]): Promise<Map<string, NameHolder>> {
    const found = new Map<string, NameHolder>();
    if (wanted.length === 0) return found;
    const holders = await holdersOf(slice.tx, wanted);
    for (const { id, userName } of wanted) {
      const holder = holders.get(foldKey(userName));
      if (!holder || holder.id === id) continue;
      const net = await this.netOf(slice, holder.id);
      const isFreed = net !== undefined && this.isFreed(slice, net, holder);
      if (isFreed && !slice.write) continue;
      if (isFreed && (await this.park(slice, { net, holder, for: id }))) continue;
      found.set(id, { userName: holder.userName, isWaiting: isFreed });
    }
    return found;
  }

  /** Whether the undo will free the name: its holder has it only since the run. */
  private isFreed({ choice, write }: Slice, net: NetUser, holder: WantedName): boolean {
    if (!choosesUser(choice, net.id)) return false;
    // Those whom the run created are deleted by now, unless somebody has changed them since.
    if (!net.before) return write === undefined && net.after && choosesKind(choice, 'created');
    return choosesKind(choice, 'changed') && net.fields.get('userName')?.[1] === holder.userName;
  }

  /**
   * Frees the name of a holder who gets another one back in the same undo, so that names can be exchanged. Not if that
   * other name is taken as well.
   */
  private async park(
    { tx, write }: Slice,
    { net, holder, for: id }: { net: NetUser; holder: WantedName; for: string },
  ): Promise<boolean> {
    const [before] = net.fields.get('userName') ?? [];
    if (!write || typeof before !== 'string') return false;
    const [next] = (await holdersOf(tx, [{ id: holder.id, userName: before }])).values();
    if (next !== undefined && next.id !== id && next.id !== holder.id) return false;
    await write.update(User, { userNameKey: null }, idIs(holder.id));
    return true;
  }

  private async netOf({ tx, run }: Slice, userId: string): Promise<NetUser | undefined> {
    const rows = await tx.select(JournalChange, {
      columns: CHANGE_COLUMNS,
      where: all(equal('runId', run.id), equal('resourceType', 'User'), equal('resourceId', userId)),
      orderBy: [{ column: 'id' }],
    });
    return rows.length === 0 ? undefined : netUser(await this.runs.complete(tx, rows));
  }
}

async function holdersOf(tx: AccountTransaction, wanted: readonly WantedName[]) {
  const keys = [...new Set(wanted.map(({ userName }) => foldKey(userName)))];
  const rows = await tx.selectListed(User, 'userNameKey', keys, {
    columns: ['id', 'userName', 'userNameKey'],
  });
  return new Map(rows.map((row) => [row.userNameKey ?? '', row]));
}
