import { GroupMember } from '../../groups/group-member.entity.js';
import { User } from '../../users/user.entity.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import {
  affixed,
  constant,
  exactText,
  foldedText,
  related,
  relativeTargets,
  shownName,
  through,
  type FilterTarget,
  type FilterTargets,
  type Relation,
} from './filter-target.js';
import { metaTargets } from './meta-targets.js';

const MEMBERSHIP: Relation = { entity: GroupMember, on: { groupId: 'id' }, orderBy: [{ column: 'userId' }] };
const USER_OF_MEMBERSHIP: Relation = { entity: User, on: { id: 'userId' } };

/** What a filter on groups can name. `baseUrl` is the service's, the start of all resource URIs. */
export function groupTargets(baseUrl: string): FilterTargets {
  const single = new Map<string, FilterTarget>([
    ...metaTargets('Group', `${baseUrl}/Groups/`),
    ['schemas', constant(GROUP_SCHEMA.id, { caseExact: true })],
    ['externalId', exactText('externalId')],
    ['displayName', foldedText('displayName')],
  ]);
  const member = new Map<string, FilterTarget>([
    ['value', exactText('userId')],
    ['$ref', affixed(`${baseUrl}/Users/`, 'userId')],
    ['type', constant('User', { caseExact: false })],
    ['display', through(USER_OF_MEMBERSHIP, shownName)],
  ]);
  return {
    find: (path) => {
      if (!isMembers(path)) return single.get(pathName(path));
      const target = member.get(leafOf(path).name);
      return target && through(MEMBERSHIP, target);
    },
    element: (path, where) => (isMembers(path) ? related(MEMBERSHIP, where) : undefined),
    inElement: (path) => relativeTargets(isMembers(path) ? member : undefined, single),
  };
}

/** What `members[…]` in a PATCH path can name, as conditions on the member users. */
export function memberUserTargets(baseUrl: string): FilterTargets {
  const targets = new Map<string, FilterTarget>([
    ['value', exactText('id')],
    ['$ref', affixed(`${baseUrl}/Users/`, 'id')],
    ['type', constant('User', { caseExact: false })],
    ['display', shownName],
  ]);
  return relativeTargets(targets, targets);
}

function isMembers(path: AttributePath): boolean {
  return path.attribute.name === 'members';
}
