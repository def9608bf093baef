import type { ReadChange } from '../common/changes.js';
import { emailOf } from '../users/user-email.js';
import type { StoredUser } from '../users/user-fields.js';
import { COLUMNS, type Column } from './columns.js';
import type { PlannedUser } from './planned-user.js';
import type { KnownPeople } from './people-reader.service.js';

/** How the client named a manager who has not come yet; null for nobody. */
export function awaitedManager({ managerReference, managerLeft }: StoredUser): string | null {
  return managerLeft ? null : managerReference;
}

/** What a line changes, column by column, each value as a list has it: organizations and managers by their names. */
export function listedChanges(planned: PlannedUser, known: KnownPeople): ReadChange[] {
  const { current } = planned;
  const before = current ? valuesOf(current, known) : {};
  const after = newValues(planned, known);
  return COLUMNS.flatMap((path) => {
    const value = after[path];
    if (value === undefined) return [];
    const old = before[path] ?? null;
    return old === value ? [] : [{ path, old, new: value }];
  });
}

type Values = Partial<Record<Column, unknown>>;

function valuesOf(user: StoredUser, { managers }: KnownPeople): Values {
  const { managerId } = user;
  return {
    ...user,
    email: emailOf(user.values),
    organization: user.organizationLabel,
    manager: managerId === null ? awaitedManager(user) : managers.names.get(managerId),
  };
}

/** Only what the line changes. */
function newValues({ input, newManager }: PlannedUser, { organizationNames, managers }: KnownPeople): Values {
  const { organizationId, managerId, ...plain } = input;
  const manager = managerId === null ? null : (newManager?.userName ?? managers.names.get(managerId ?? ''));
  return {
    ...plain,
    ...(organizationId === undefined ? {} : { organization: organizationNames.get(organizationId) }),
    ...(manager === undefined ? {} : { manager }),
  };
}
