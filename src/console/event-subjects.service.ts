import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { isIn } from '../platform/database/sql/predicate.js';
import { GroupsService } from '../groups/groups.service.js';
import type { ResourceName } from '../provisioning/log/provisioning-event.entity.js';
import { shownName } from '../users/shown-name.js';
import { UsersService } from '../users/users.service.js';

/** The user or group that an event is about: its current name and its page. */
export interface EventSubject {
  name: string;
  href: string;
}

/** The users and groups that events are about, by id, without deleted ones. */
export type EventSubjects = ReadonlyMap<string, EventSubject>;

/** What an event or a change is about. */
interface About {
  resourceType: ResourceName | null;
  resourceId: string | null;
}

/** Finds the subjects of events, for readers who may see the people of the account. */
@Injectable()
export class EventSubjectsService {
  constructor(
    private readonly users: UsersService,
    private readonly groups: GroupsService,
  ) {}

  /** Sends at most two statements, for any number of events. */
  async of(tx: AccountTransaction, events: readonly About[]): Promise<EventSubjects> {
    const subjects = new Map<string, EventSubject>();
    const userIds = idsOf(events, 'User');
    const users =
      userIds.length === 0
        ? []
        : await this.users.select(tx, { where: isIn('id', userIds) }, { values: false });
    for (const user of users) {
      subjects.set(user.id, { name: shownName(user), href: `/people/${user.id}` });
    }
    const groupIds = idsOf(events, 'Group');
    const groups = groupIds.length === 0 ? [] : await this.groups.select(tx, { where: isIn('id', groupIds) });
    for (const { id, displayName } of groups) {
      subjects.set(id, { name: displayName, href: `/groups/${id}` });
    }
    return subjects;
  }
}

function idsOf(events: readonly About[], type: ResourceName): string[] {
  const ids = events.flatMap(({ resourceType, resourceId }) => (resourceType === type ? [resourceId] : []));
  return [...new Set(ids)].filter((id) => id !== null);
}
