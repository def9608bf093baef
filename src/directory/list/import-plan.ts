import type { ReadChange } from '../../common/changes.js';
import { awaitedManagerOf, isOwnManager, type StoredUser } from '../../users/user-fields.js';
import type { ListedUser, Problem } from './columns.js';
import { listedChanges } from './listed-changes.js';
import { lookUp, keysOf, type KnownPeople } from './people-reader.service.js';
import {
  effectsOf,
  isAdminAfter,
  isAdminBefore,
  type PlannedEffects,
  type PlannedUser,
} from './planned-user.js';
import { checkRow } from './row-check.js';

/** A line with its changes by column; a new user has no old values. */
export interface PlannedChange {
  line: number;
  userName: string;
  action: 'create' | 'update';
  changes: ReadChange[];
}

/** The effects of an import; if there are problems, nothing is imported. */
export interface ImportPlan {
  creations: PlannedUser[];
  updates: PlannedUser[];
  unchanged: number;
  /** Changes per line, in the order of the file. */
  lines: PlannedChange[];
  effects: PlannedEffects;
  problems: Problem[];
  parentOrganizationId: string;
}

/** Compares a list with the account. Changes nothing. */
export function planOf(list: readonly ListedUser[], known: KnownPeople): ImportPlan {
  const draft = new Draft(known);
  for (const listed of list) draft.add(listed);
  for (const listed of list) draft.place(listed);
  const planned = draft.planned();
  const problems = [...draft.problems, ...adminProblems(planned, known)];
  const faulty = new Set(problems.map(({ line }) => line));
  const sound = planned.filter(({ line }) => !faulty.has(line));
  const creations = sound.filter(({ current }) => current === undefined);
  const updates = sound.filter(({ current }) => current !== undefined);
  const changing = updates.filter(({ input, newManager }) => newManager || Object.keys(input).length > 0);
  return {
    creations,
    updates: changing,
    unchanged: updates.length - changing.length,
    lines: [...creations, ...changing]
      .toSorted((one, other) => one.line - other.line)
      .map((each) => changeOf(each, known)),
    effects: effectsOf(sound),
    problems,
    parentOrganizationId: known.parentOrganizationId,
  };
}

function changeOf(planned: PlannedUser, known: KnownPeople): PlannedChange {
  const { line, userName, current } = planned;
  return { line, userName, action: current ? 'update' : 'create', changes: listedChanges(planned, known) };
}

/** The plan in progress. All users are added first, because a line may name a later one as manager. */
class Draft {
  readonly problems: Problem[] = [];
  private readonly byLine = new Map<number, PlannedUser>();
  private readonly byUserName = new Map<string, PlannedUser>();
  private readonly byExternalId = new Map<string, PlannedUser>();

  constructor(private readonly known: KnownPeople) {}

  planned(): PlannedUser[] {
    return [...this.byLine.values()];
  }

  add(listed: ListedUser): void {
    const { line, values } = listed;
    const userName = values.userName?.trim() ?? '';
    if (userName === '') {
      this.report(line, 'userName', 'The user name is missing. Fill it in, or delete the line.');
      return;
    }
    const current = lookUp(this.known.users, keysOf(values.userName));
    const [key = ''] = current ? keysOf(current.userName) : keysOf(userName);
    const twin = this.byUserName.get(key);
    if (twin) {
      this.report(line, 'userName', `Line ${twin.line} has the same user name. Keep one of the two lines.`);
      return;
    }
    const { input, problems } = checkRow(listed, current);
    this.problems.push(...problems);
    const planned = { line, userName, current, input, newManager: undefined };
    this.byLine.set(line, planned);
    this.byUserName.set(key, planned);
    const externalId = values.externalId?.trim();
    if (externalId !== undefined && !this.byExternalId.has(externalId))
      this.byExternalId.set(externalId, planned);
  }

  /** Resolves the organization and manager of a line. */
  place({ line, values }: ListedUser): void {
    const planned = this.byLine.get(line);
    if (!planned) return;
    if (values.organization) this.placeInOrganization(planned, values.organization);
    if (values.manager !== undefined) this.placeUnder(planned, values.manager);
  }

  private placeInOrganization({ line, current, input }: PlannedUser, text: string): void {
    const id = lookUp(this.known.organizations, [text, ...keysOf(text)]);
    if (id === undefined) {
      const detail = `There is no organization "${text}" in this account. Correct its name or id, or add the organization first.`;
      this.report(line, 'organization', detail);
    } else if (id !== current?.organizationId) input.organizationId = id;
  }

  /**
   * Resolves by user name, else by externalId. Keeps a reference to a manager who has not been provisioned
   * yet, or to the user itself.
   */
  private placeUnder(planned: PlannedUser, text: string | null): void {
    const { line, current, input } = planned;
    if (isManager(text, current)) return;
    if (text === null) {
      input.managerId = null;
      return;
    }
    const { byUserName, byExternalId } = this.known.managers;
    const named = lookUp(this.byUserName, keysOf(text));
    const knownId = named ? undefined : lookUp(byUserName, keysOf(text));
    const references = [text, text.trim()];
    const listed = named ?? (knownId === undefined ? lookUp(this.byExternalId, references) : undefined);
    const id = listed ? listed.current?.id : (knownId ?? lookUp(byExternalId, references));
    if (listed === planned && current && isOwnManager(current)) return;
    if (listed && id === undefined) planned.newManager = listed;
    else if (id === undefined) {
      const detail = `Nobody in this account or in the file has the user name or the externalId "${text}".`;
      this.report(line, 'manager', `${detail} Correct it, or add a line for that person.`);
    } else if (id !== current?.managerId) input.managerId = id;
  }

  private report(line: number, column: string, detail: string): void {
    this.problems.push({ line, column, detail });
  }
}

/**
 * Whether the cell equals the current state of a user without a manager: empty, or the reference of an awaited manager.
 */
function isManager(text: string | null, current: StoredUser | undefined): boolean {
  if (current === undefined) return text === null;
  if (current.managerId !== null) return false;
  return (text?.trim() ?? '') === (awaitedManagerOf(current)?.trim() ?? '');
}

/** The account must keep an active administrator; reports the last line that removes one. */
function adminProblems(planned: readonly PlannedUser[], { activeAdmins }: KnownPeople): Problem[] {
  const { promote, demote } = effectsOf(planned);
  const last = planned.findLast((one) => isAdminBefore(one) && !isAdminAfter(one));
  if (!last || activeAdmins - demote + promote > 0) return [];
  const detail =
    'This would leave the account without an active administrator. Keep this one, or give another user the role admin.';
  return [{ line: last.line, column: last.input.active === false ? 'active' : 'role', detail }];
}
