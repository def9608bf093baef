import {
  all,
  compare,
  exists,
  not,
  present,
  type Predicate,
  type Where,
} from '../../platform/database/sql/predicate.js';
import type { Needs } from '../../platform/database/sql/columns.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { GroupSighting } from './group-sighting.entity.js';
import type { Sighting } from './sighting.js';
import { UserSighting } from './user-sighting.entity.js';

/**
 * What identity providers do with a resource: one has written it (`managed`), they have only looked it up
 * (`seen`), or they have never seen it (`local`).
 */
export const MANAGED_STATES = ['managed', 'seen', 'local'] as const;
export type ManagedState = (typeof MANAGED_STATES)[number];

/** The longest time for `notSeenDays`: ten years. */
export const MOST_DAYS = 3_650;

/** Which resources a list shows; missing members do not filter. */
export interface OwnershipFilter {
  managed?: ManagedState | undefined;
  /** Only resources that were seen before, but not in this many days. */
  notSeenDays?: number | undefined;
}

type ById = Predicate<Needs<'id', string>>;

/** The conditions of the filter on users or groups. */
export function ownedBy(type: ResourceName, { managed, notSeenDays }: OwnershipFilter): ById[] {
  return [
    ...(managed === undefined ? [] : [inState(type, managed)]),
    ...(notSeenDays === undefined ? [] : [sighted(type, compare('lastSeenAt', '<', daysAgo(notSeenDays)))]),
  ];
}

function inState(type: ResourceName, state: ManagedState): ById {
  if (state === 'local') return not(sighted(type, all()));
  return sighted(type, state === 'managed' ? present('managedById') : not(present('managedById')));
}

function sighted(type: ResourceName, where: Where<Sighting>): ById {
  return type === 'User'
    ? exists(UserSighting, { resourceId: 'id' }, where)
    : exists(GroupSighting, { resourceId: 'id' }, where);
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
