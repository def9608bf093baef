import { GroupMember } from '../../groups/group-member.entity.js';
import { User } from '../../users/user.entity.js';
import type { Takes } from '../../platform/database/sql/columns.js';
import { joinCondition } from '../../platform/database/sql/predicate.js';
import type { Group } from '../../groups/group.entity.js';
import type { AttributePath } from '../protocol/path.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import {
  affixed,
  constant,
  elements,
  elementTargets,
  exactText,
  foldedText,
  resourceTargets,
  shownName,
  through,
  type FilterTarget,
  type FilterTargets,
  type Relation,
} from './filter-target.js';
import { metaTargets } from './meta-targets.js';

const MEMBERSHIP: Relation<GroupMember, Takes<Group>> = {
  entity: GroupMember,
  on: joinCondition(GroupMember, { groupId: 'id' }),
  orderBy: [{ column: 'userId' }],
};
const USER_OF_MEMBERSHIP = { entity: User, on: joinCondition(User, { id: 'userId' }) };

/** What a filter on groups can name. URIs of resources begin with the service's `baseUrl`. */
export function groupTargets(baseUrl: string): FilterTargets<Takes<Group>> {
  const single = new Map<string, FilterTarget<Takes<Group>>>([
    ...metaTargets('Group', `${baseUrl}/Groups/`),
    ['schemas', constant(GROUP_SCHEMA.id, { caseExact: true })],
    ['externalId', exactText('externalId')],
    ['displayName', foldedText('displayName')],
  ]);
  const member = new Map<string, FilterTarget<Takes<GroupMember>>>([
    ['value', exactText('userId')],
    ['$ref', affixed(`${baseUrl}/Users/`, 'userId')],
    ['type', constant('User', { caseExact: false })],
    ['display', through(USER_OF_MEMBERSHIP, shownName)],
  ]);
  const members = elements(MEMBERSHIP, member);
  return resourceTargets(single, (path) => (isMembers(path) ? members : undefined));
}

/** What `members[…]` in a PATCH path can name, as conditions on the users that are members. */
export function memberUserTargets(baseUrl: string): FilterTargets<Takes<User>> {
  const targets = new Map<string, FilterTarget<Takes<User>>>([
    ['value', exactText('id')],
    ['$ref', affixed(`${baseUrl}/Users/`, 'id')],
    ['type', constant('User', { caseExact: false })],
    ['display', shownName],
  ]);
  return elementTargets(targets);
}

function isMembers(path: AttributePath): boolean {
  return path.attribute.name === 'members';
}
