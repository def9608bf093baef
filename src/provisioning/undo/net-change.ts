import { isDeepStrictEqual } from 'node:util';
import type { OwnershipChange } from '../journal/change-data.js';
import type { ReadChange } from '../journal/runs.service.js';
import { isIndirect } from '../journal/journal-change.entity.js';
import type { GrantableRole } from '../../users/user.entity.js';
import type { BeforeAfter, KeptSighting } from '../../users/directory-change.js';
import { choosesKind, type UndoChoice } from './undo-choice.js';
import type { UserValueFields } from '../../users/user-fields.js';

/** The net effect of a run on one resource. */
interface Net {
  id: string;
  /** Its name before the run. */
  name: string | null;
  /** Whether it existed before the run, and after it. */
  before: boolean;
  after: boolean;
  /** Fields that have changed: the values before the run, and after it. */
  fields: Map<string, BeforeAfter<unknown>>;
  /** Who managed it before the run, and after it, if the run has changed that. */
  ownership?: OwnershipChange;
  /** Whether all changes are indirect, see `INDIRECT`. */
  isIndirect: boolean;
}

export interface NetUser extends Net {
  resourceType: 'User';
  values: Map<string, BeforeAfter<readonly UserValueFields[]>>;
  password: boolean;
  /** The state in which it was deleted. */
  deletion?: { active: boolean; values: readonly UserValueFields[] };
}

export interface NetGroup extends Net {
  resourceType: 'Group';
  /** Whether each user was a member before the run, and after it. */
  members: Map<string, BeforeAfter<boolean>>;
  deletion?: {
    displayName: string;
    externalId: string | null;
    role: GrantableRole | null;
    sighting: KeptSighting | null;
  };
}

/** Sums up the changes of one resource, in their order. */
abstract class NetSum<Type extends Net> {
  private isEmpty = true;

  protected constructor(protected readonly net: Type) {}

  add(change: ReadChange): void {
    const { net } = this;
    const { kind, data, resourceId, name } = change;
    if (this.isEmpty) Object.assign(net, { id: resourceId ?? '', name, before: !isBeginning(kind) });
    this.isEmpty = false;
    // A role that followed from another change follows again when that is undone.
    const pairs: Readonly<Record<string, BeforeAfter<unknown>>> = kind === 'role' ? {} : { ...data.fields };
    for (const [path, [old, now]] of Object.entries(pairs)) {
      const known = net.fields.get(path);
      net.fields.set(path, [known ? known[0] : old, now]);
    }
    if (data.ownership) {
      const [old, now] = data.ownership;
      net.ownership = [net.ownership ? net.ownership[0] : old, now];
    }
    if (kind === 'deleted') net.after = false;
    if (isBeginning(kind)) net.after = true;
    net.isIndirect &&= isIndirect(kind);
    this.addMore(change);
  }

  /** Returns the sum. Nothing can be added after that. */
  end(): Type {
    forgetEqual(this.net.fields);
    return this.net;
  }

  protected abstract addMore(change: ReadChange): void;
}

export class NetUserSum extends NetSum<NetUser> {
  constructor() {
    super({ ...nothing(), resourceType: 'User', values: new Map(), password: false });
  }

  override end(): NetUser {
    forgetEqual(this.net.values);
    return super.end();
  }

  protected addMore({ kind, data }: ReadChange): void {
    const { net } = this;
    for (const [name, [old, now]] of Object.entries(data.values ?? {}))
      net.values.set(name, [net.values.get(name)?.[0] ?? old, now]);
    net.password ||= data.password ?? false;
    if (kind === 'deleted') net.deletion = { active: data.active ?? false, values: data.gone ?? [] };
  }
}

export class NetGroupSum extends NetSum<NetGroup> {
  constructor() {
    super({ ...nothing(), resourceType: 'Group', members: new Map() });
  }

  protected addMore({ kind, name, data }: ReadChange): void {
    const { members } = this.net;
    for (const id of data.removed ?? []) members.set(id, [members.get(id)?.[0] ?? true, false]);
    for (const id of data.added ?? []) members.set(id, [members.get(id)?.[0] ?? false, true]);
    if (kind === 'deleted') {
      const { externalId = null, role = null, sighting = null } = data;
      this.net.deletion = { displayName: name ?? '', externalId, role, sighting };
    }
  }
}

function nothing(): Net {
  return { id: '', name: null, before: true, after: true, fields: new Map(), isIndirect: true };
}

/** Values that the run itself has put back are not undone. */
function forgetEqual(pairs: Map<string, BeforeAfter<unknown>>): void {
  for (const [name, [before, after]] of pairs) if (isDeepStrictEqual(before, after)) pairs.delete(name);
}

function isBeginning(kind: ReadChange['kind']): boolean {
  return kind === 'created' || kind === 'restored';
}

/**
 * Whether the undo keeps the resource: the run has not created it, or only other kinds of changes are undone.
 */
export function isKept({ before, after }: Net, choice: UndoChoice): boolean {
  return after && (before || !choosesKind(choice, 'created'));
}
