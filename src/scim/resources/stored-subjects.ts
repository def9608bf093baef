import { Group } from '../../groups/group.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { isIn } from '../../platform/database/sql/predicate.js';
import type { SubjectNames } from '../../provisioning/log/event-subject.js';
import type { ResourceName } from '../../provisioning/log/provisioning-event.entity.js';
import type { NewEvent } from '../../provisioning/log/recorded-event.js';
import { User } from '../../users/user.entity.js';
import { isWhateverIsSent } from './failure-kind.js';
import { groupNames, userNames } from './subject-names.js';

const USER_NAMES = [
  'id',
  'userName',
  'displayName',
  'formattedName',
  'givenName',
  'familyName',
  'externalId',
] as const;

/**
 * The failures with the names of the users and groups that they are about: the names sent, and the stored
 * names. These are read in one statement for all users and one for all groups.
 */
export async function withStoredSubjects(
  tx: AccountTransaction,
  events: readonly NewEvent[],
): Promise<NewEvent[]> {
  const names = new Map<string, SubjectNames>();
  const userIds = idsOf(events, 'User');
  if (userIds.length > 0) {
    const users = await tx.select(User, { columns: USER_NAMES, where: isIn('id', userIds) });
    for (const user of users) names.set(user.id, userNames(user));
  }
  const groupIds = idsOf(events, 'Group');
  if (groupIds.length > 0) {
    const columns = ['id', 'displayName', 'externalId'] as const;
    const groups = await tx.select(Group, { columns, where: isIn('id', groupIds) });
    for (const group of groups) names.set(group.id, groupNames(group));
  }
  return events.map((event) => ({
    ...event,
    subject: both(event.subject, names.get(event.resourceId ?? '')),
  }));
}

/** An event shows the name that was sent, and is also found by the stored one. */
function both(sent: SubjectNames | null | undefined, stored: SubjectNames | undefined): SubjectNames | null {
  if (!sent || !stored) return sent ?? stored ?? null;
  return {
    ...sent,
    people: [...(sent.people ?? []), stored.name, ...(stored.people ?? [])],
    externalId: sent.externalId ?? stored.externalId,
  };
}

const NOT_FOUND = 404;

/** Resources that do not exist are not looked up again. */
function idsOf(events: readonly NewEvent[], type: ResourceName): string[] {
  const ids = events
    .filter((event) => event.resourceType === type && event.status !== NOT_FOUND && !isWhateverIsSent(event))
    .flatMap(({ resourceId }) => (resourceId === null ? [] : [resourceId]));
  return [...new Set(ids)];
}
