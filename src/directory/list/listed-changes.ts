import type { ReadChange } from '../../common/changes.js';
import { emailOf } from '../../users/user-email.js';
import { awaitedManagerOf, isOwnManager, type StoredUser } from '../../users/user-fields.js';
import { COLUMNS, type Column } from './columns.js';
import type { PlannedUser } from './planned-user.js';
import type { KnownPeople } from './people-reader.service.js';

/** The changes of a line by column, with the names of organizations and managers. */
export function listedChanges(planned: PlannedUser, known: KnownPeople): ReadChange[] {
  const { current } = planned;
  const before = current ? listedValues(current, known.managers.names) : {};
  const after = newValues(planned, known);
  return COLUMNS.flatMap((path) => {
    const value = after[path];
    if (value === undefined) return [];
    const old = before[path] ?? null;
    return old === value ? [] : [{ path, old, new: value }];
  });
}

type Values = Partial<Record<Column, string | boolean | null | undefined>>;

/**
 * The column values of a user. The manager is a user name (one's own if named as one's own manager); for an awaited
 * manager, the client's reference.
 */
export function listedValues(user: StoredUser, userNames: ReadonlyMap<string, string>): Values {
  const { managerId, userName } = user;
  const awaited = isOwnManager(user) ? userName : awaitedManagerOf(user);
  return {
    ...user,
    email: emailOf(user.values),
    organization: user.organizationLabel,
    manager: managerId === null ? awaited : (userNames.get(managerId) ?? null),
  };
}

/** Only the values that the line changes. */
function newValues({ input, newManager }: PlannedUser, { organizationNames, managers }: KnownPeople): Values {
  const { organizationId, managerId, ...plain } = input;
  const manager = managerId === null ? null : (newManager?.userName ?? managers.names.get(managerId ?? ''));
  return {
    ...plain,
    ...(organizationId === undefined ? {} : { organization: organizationNames.get(organizationId) }),
    ...(manager === undefined ? {} : { manager }),
  };
}
