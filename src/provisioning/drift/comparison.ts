import { firstCharacters } from '../../common/first-characters.js';
import { foldKey } from '../../common/fold-key.js';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import { COMPARED_TEXTS, type ComparedField } from './drift-columns.js';
import type { ListedPerson, ProviderList } from './provider-list.js';

/** How a person differs between Declaree and the identity provider. */
export const DRIFT_KINDS = [
  'missing-here',
  'missing-there',
  'deactivated-there',
  'unknown-state',
  'differing',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** A field with its values in Declaree and at the identity provider; null for none. */
export interface FieldDrift {
  field: ComparedField;
  here: string | null;
  there: string | null;
}

/** A person who differs. */
export interface Drifted {
  kind: DriftKind;
  /** null for a person who is missing here. */
  userId: string | null;
  userName: string;
  /** Whether an identity provider has ever written the user; null for a person who is missing here. */
  managed: boolean | null;
  /** Only for the kinds `differing` and `unknown-state`; for the latter, the state itself. */
  fields: readonly FieldDrift[];
}

/** Counts of people. */
export interface DriftTotals {
  /** Users of Declaree. */
  here: number;
  /** People in the list. */
  there: number;
  /** Users of Declaree who do not differ. */
  same: number;
  missingHere: number;
  missingThere: number;
  deactivatedThere: number;
  /** People whose state in the list is not known: they may have left. */
  unknownState: number;
  differing: number;
}

/** How many people of each kind are stored. */
const KEPT_OF_A_KIND = 200;
/** How many characters of a value are stored. */
const VALUE_LENGTH = 200;

/** Which total counts the people of each kind. */
export const TOTAL_OF = {
  'missing-here': 'missingHere',
  'missing-there': 'missingThere',
  'deactivated-there': 'deactivatedThere',
  'unknown-state': 'unknownState',
  differing: 'differing',
} as const satisfies Record<DriftKind, keyof DriftTotals>;

/**
 * Compares the users of an account with a list, page by page. Memory use does not grow with the number of
 * differences.
 */
export class Comparison {
  readonly kept: Drifted[] = [];
  readonly totals: DriftTotals;
  private readonly fields: ReadonlySet<ComparedField>;

  constructor(private readonly list: ProviderList) {
    this.totals = {
      here: 0,
      there: list.size,
      same: 0,
      missingHere: 0,
      missingThere: 0,
      deactivatedThere: 0,
      unknownState: 0,
      differing: 0,
    };
    const fields = new Set(list.columns.fields.keys());
    if (!list.hasExternalIds) fields.delete('externalId');
    this.fields = fields;
  }

  /** The fields that are compared, in the order of the list. */
  get comparedFields(): ComparedField[] {
    return [...this.fields];
  }

  /** @param managed ids of those users of the page whom an identity provider has written */
  addPage(users: readonly StoredUser[], managed: ReadonlySet<string>): void {
    for (const user of users) this.addUser(user, managed.has(user.id));
  }

  /** People left in the list are missing here, unless they are deactivated there. */
  finish(): void {
    for (const { userName, active, values } of this.list.left()) {
      const nobody = { userId: null, userName, managed: null };
      if (active === undefined) {
        this.add({ kind: 'unknown-state', ...nobody, fields: [stateOf(null, values.active)] });
      } else if (active) this.add({ kind: 'missing-here', ...nobody, fields: [] });
    }
  }

  private addUser(user: StoredUser, managed: boolean): void {
    const { id: userId, userName } = user;
    const here = { userId, userName, managed, fields: [] };
    this.totals.here += 1;
    const person = this.list.take(user);
    if (!person) {
      // A deactivated user who is missing there has left, so that is expected.
      if (user.active) this.add({ kind: 'missing-there', ...here });
      else this.totals.same += 1;
    } else if (person.active === undefined) {
      this.add({ kind: 'unknown-state', ...here, fields: this.differences(user, person) });
    } else if (user.active && !person.active) this.add({ kind: 'deactivated-there', ...here });
    else if (!user.active && !person.active) this.totals.same += 1;
    else {
      const fields = this.differences(user, person);
      if (fields.length > 0) this.add({ kind: 'differing', ...here, fields });
      else this.totals.same += 1;
    }
  }

  private differences(user: StoredUser, person: ListedPerson): FieldDrift[] {
    const found: FieldDrift[] = [];
    const compare = (field: ComparedField, here: string | null, there: string | undefined, fold = false) => {
      if (!this.fields.has(field)) return;
      const [one, other] = [here?.trim() ?? '', there ?? ''];
      if (fold ? foldKey(one) === foldKey(other) : one === other) return;
      found.push({ field, here: kept(one), there: kept(other) });
    };
    compare('userName', user.userName, person.userName, true);
    compare('email', emailOf(user.values), person.values.email, true);
    if (person.active === undefined) found.push(stateOf(user.active, person.values.active));
    else compare('active', String(user.active), String(person.active));
    for (const field of COMPARED_TEXTS) compare(field, user[field], person.values[field]);
    return found;
  }

  private add(drifted: Drifted): void {
    const total = TOTAL_OF[drifted.kind];
    this.totals[total] += 1;
    if (this.totals[total] <= KEPT_OF_A_KIND) this.kept.push(drifted);
  }
}

/** An unknown state in the list, as written there. */
function stateOf(here: boolean | null, there = ''): FieldDrift {
  return { field: 'active', here: here === null ? null : String(here), there: kept(there) };
}

function kept(value: string): string | null {
  return value === '' ? null : firstCharacters(value, VALUE_LENGTH);
}
