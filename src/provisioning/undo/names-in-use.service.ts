import { Injectable } from '@nestjs/common';
import { foldKey } from '../../common/fold-key.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { equal, idIs } from '../../platform/database/sql/predicate.js';
import { NAME_COLUMNS, shownName, type Named } from '../../users/shown-name.js';
import type { StoredUser } from '../../users/user-fields.js';
import { User } from '../../users/user.entity.js';
import type { NetUser } from './net-change.js';
import { RunSlices } from './run-slices.service.js';
import { choosesKind, choosesUser } from './undo-choice.js';
import type { UndoSlice } from './undo-step.js';

/** Who has a name that somebody else is to get back. */
export interface NameHolder {
  /** Why the name cannot be put back yet, or at all. */
  reason: string;
  /** The holder is to get another name back, so that the name will be free. */
  isWaiting: boolean;
}

interface WantedName {
  id: string;
  userName: string;
}

type Slice = UndoSlice<NetUser>;

/** How far a chain of names is followed in one slice; the next try finds the rest of a longer one. */
const MOST_LINKS = 1_000;

/** Finds the names that cannot be put back because somebody else has them by now. */
@Injectable()
export class NamesInUse {
  constructor(private readonly slices: RunSlices) {}

  /** The holders of the names that users of the slice had before the run, by the id of the user. */
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
    const known = new Map<string, boolean>();
    for (const { id, userName } of wanted) {
      const holder = holders.get(foldKey(userName));
      if (!holder || holder.id === id) continue;
      const net = await this.slices.ofUser(slice.tx, holder.id, equal('runId', slice.run.id));
      const isFreed = net !== undefined && this.isFreed(slice, net, holder);
      if (isFreed && !slice.write) continue;
      if (isFreed && (await this.park(slice, { net, known }))) continue;
      found.set(id, { reason: takenBy(userName, holder), isWaiting: isFreed });
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

  /** Frees the name of a holder who gets another one back in the same undo, so that names can be exchanged. */
  private async park(
    slice: Slice,
    { net, known }: { net: NetUser; known: Map<string, boolean> },
  ): Promise<boolean> {
    const { write } = slice;
    if (!write || !(await this.getsNameBack(slice, net, known))) return false;
    await write.update(User, { userNameKey: null }, idIs(net.id));
    return true;
  }

  /**
   * Whether a holder will get its own name back: follows the chain of users who hold each other's names, up
   * to a name that is free or stays with its holder. In a circle, all exchange their names.
   * @param known the answers so far, by the id of the user
   */
  private async getsNameBack(slice: Slice, first: NetUser, known: Map<string, boolean>): Promise<boolean> {
    const chain = new Set<string>();
    let net = first;
    let result = known.get(net.id);
    while (result === undefined) {
      chain.add(net.id);
      const next = await this.nextInChain(slice, net);
      if (next === 'free') result = true;
      else if (next === 'taken' || chain.size === MOST_LINKS) result = false;
      else {
        net = next;
        result = chain.has(net.id) ? true : known.get(net.id);
      }
    }
    for (const id of chain) known.set(id, result);
    return result;
  }

  /**
   * The holder of the name that the user had before the run, if the holder gets another name back as well.
   */
  private async nextInChain(slice: Slice, { id, fields }: NetUser): Promise<NetUser | 'free' | 'taken'> {
    const [before] = fields.get('userName') ?? [];
    if (typeof before !== 'string') return 'taken';
    const [holder] = (await holdersOf(slice.tx, [{ id, userName: before }])).values();
    if (!holder || holder.id === id) return 'free';
    const net = await this.slices.ofUser(slice.tx, holder.id, equal('runId', slice.run.id));
    return net && this.isFreed(slice, net, holder) ? net : 'taken';
  }
}

async function holdersOf(tx: AccountTransaction, wanted: readonly WantedName[]) {
  const keys = [...new Set(wanted.map(({ userName }) => foldKey(userName)))];
  const rows = await tx.selectListed(User, 'userNameKey', keys, {
    columns: ['id', 'userNameKey', 'active', ...NAME_COLUMNS],
  });
  return new Map(rows.map((row) => [row.userNameKey ?? '', row]));
}

/**
 * Names the holder as people know them, unless they have no other name: the user name would only be repeated.
 */
function takenBy(userName: string, holder: Named & { active: boolean }): string {
  const name = shownName(holder);
  const kind = holder.active ? 'another user' : 'a deactivated user';
  const isSame = foldKey(name) === foldKey(userName);
  const who = isSame ? kind : holder.active ? name : `${name}, ${kind}`;
  return `The user name ${userName} is taken by ${who}.`;
}
