import {
  all,
  any,
  equal,
  not,
  present,
  anyOf,
  joinCondition,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { Group } from '../../groups/group.entity.js';
import { GroupMember } from '../../groups/group-member.entity.js';
import { Organization } from '../../organizations/organization.entity.js';
import { User } from '../../users/user.entity.js';
import { valueIndex } from '../../users/user-columns.js';
import { UserValue } from '../../users/user-value.entity.js';
import { foldKey } from '../../common/fold-key.js';
import type { AttributePath } from '../protocol/path.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import {
  affixed,
  constant,
  either,
  exactText,
  flag,
  foldedText,
  only,
  ordered,
  several,
  shownName,
  through,
  type FilterTarget,
  type FilterTargets,
  type Relation,
  elements,
  plainText,
  resourceTargets,
} from './filter-target.js';
import { metaTargets } from './meta-targets.js';
import {
  ENTERPRISE,
  EXPENSE,
  TEXT_COLUMNS,
  VALUE_ATTRIBUTES,
  VALUE_COLUMNS,
  isExact,
} from './user-attributes.js';
import type { Takes } from '../../platform/database/sql/columns.js';

const MANAGER = { entity: User, on: joinCondition(User, { id: 'managerId' }) };
const ORGANIZATION = { entity: Organization, on: joinCondition(Organization, { id: 'organizationId' }) };
const GROUP_OF_MEMBERSHIP = { entity: Group, on: joinCondition(Group, { id: 'groupId' }) };
const MEMBERSHIP: Relation<GroupMember, Takes<User>> = {
  entity: GroupMember,
  on: joinCondition(GroupMember, { userId: 'id' }),
  orderBy: [{ column: 'groupId' }],
};

/** How the client named the manager, if that is shown: a manager who has left is not shown. */
const managerReference = (where: Where<User> = all()) =>
  only(
    { entity: User, on: joinCondition(User, { id: 'id' }), where: all(equal('managerLeft', false), where) },
    exactText('managerReference'),
  );

/** The client sent the reference as `value`, so it is shown there until the manager exists. */
const IS_VALUE = equal('managerByValue', true);

/** The elements of one of a user's multi-valued attributes. */
const elementsNamed = (attribute: string): Relation<UserValue, Takes<User>> => ({
  entity: UserValue,
  on: joinCondition(UserValue, { userId: 'id' }),
  where: equal('attribute', attribute),
  orderBy: [{ column: 'isPrimary', descending: true, ifNull: false }, { column: 'position' }],
});

const enterpriseColumns = [
  ...TEXT_COLUMNS.filter(({ urn }) => urn === ENTERPRISE).map(({ column }) => column),
  'managerId' as const,
];

/**
 * Every user has a role, so the expense extension is always there; the enterprise extension is there if it
 * has a value.
 */
const schemas = several<Takes<User>>(
  constant(USER_SCHEMA.id, { caseExact: true }),
  constant(EXPENSE, { caseExact: true }),
  constant(ENTERPRISE, {
    caseExact: true,
    where: anyOf<Takes<User>>([
      ...enterpriseColumns.map((column) => present(column)),
      managerReference().present,
    ]),
  }),
);

function singleTargets(baseUrl: string): ReadonlyMap<string, FilterTarget<Takes<User>>> {
  const texts = TEXT_COLUMNS.map(({ urn, attribute, subAttribute, column }) => {
    const name = subAttribute === undefined ? attribute : `${attribute}.${subAttribute}`;
    const target: FilterTarget<Takes<User>> = isExact(column) ? exactText(column) : foldedText(column);
    return [urn === USER_SCHEMA.id ? name : `${urn}:${name}`, target] as const;
  });
  return new Map<string, FilterTarget<Takes<User>>>([
    ...texts,
    ...metaTargets('User', `${baseUrl}/Users/`),
    ['schemas', schemas],
    ['active', ordered('active')],
    [
      `${EXPENSE}:organization`,
      either(foldedText('requestedOrganization'), through(ORGANIZATION, foldedText('name'))),
    ],
    [`${EXPENSE}:role`, plainText('role')],
    [`${ENTERPRISE}:manager.value`, either(exactText('managerId'), managerReference(IS_VALUE))],
    [`${ENTERPRISE}:manager.$ref`, affixed(`${baseUrl}/Users/`, 'managerId')],
    [`${ENTERPRISE}:manager.displayName`, through(MANAGER, shownName)],
    [`${ENTERPRISE}:manager.managerId`, managerReference(any(not(IS_VALUE), present('managerId')))],
  ]);
}

/** The sub-attributes of a group that a user is in, relative to the membership. */
function membershipTargets(baseUrl: string): ReadonlyMap<string, FilterTarget<Takes<GroupMember>>> {
  return new Map<string, FilterTarget<Takes<GroupMember>>>([
    ['value', exactText('groupId')],
    ['$ref', affixed(`${baseUrl}/Groups/`, 'groupId')],
    ['display', through(GROUP_OF_MEMBERSHIP, foldedText('displayName'))],
    ['type', constant('direct', { caseExact: false })],
  ]);
}

/** The sub-attributes of an element of a multi-valued attribute, relative to its row. */
function valueTargets(path: AttributePath): ReadonlyMap<string, FilterTarget<Takes<UserValue>>> {
  return new Map<string, FilterTarget<Takes<UserValue>>>(
    VALUE_COLUMNS.map(([name, column]) => {
      if (column === 'isPrimary') return [name, flag(column)];
      const exact = path.attribute.subAttributes?.find((each) => each.name === name)?.caseExact ?? false;
      const target = exact ? exactText(column) : foldedText(column);
      return [name, column === 'value' ? indexed(target, exact) : target];
    }),
  );
}

/** Equality first uses the index on the beginning of the value. */
function indexed(target: FilterTarget<Takes<UserValue>>, exact: boolean): FilterTarget<Takes<UserValue>> {
  return {
    ...target,
    some: (test) => {
      if (test.operator !== 'eq') return target.some(test);
      const key = exact ? String(test.value) : foldKey(String(test.value));
      return all(equal('valueIndex', valueIndex(key)), target.some(test));
    },
  };
}

/** What a filter on users can name. URIs of resources begin with the service's `baseUrl`. */
export function userTargets(baseUrl: string): FilterTargets<Takes<User>> {
  const single = singleTargets(baseUrl);
  const memberships = elements(MEMBERSHIP, membershipTargets(baseUrl));

  return resourceTargets(single, (path) => {
    if (path.schema !== USER_SCHEMA) return undefined;
    const { name } = path.attribute;
    if (name === 'groups') return memberships;
    return VALUE_ATTRIBUTES.has(name) ? elements(elementsNamed(name), valueTargets(path)) : undefined;
  });
}
