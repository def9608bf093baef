import { all, any, equal, not, present, type Predicate } from '../../platform/database/sql/predicate.js';
import { Group } from '../../groups/group.entity.js';
import { GroupMember } from '../../groups/group-member.entity.js';
import { Organization } from '../../organizations/organization.entity.js';
import { User } from '../../users/user.entity.js';
import { valueIndex } from '../../users/user-columns.js';
import { UserValue } from '../../users/user-value.entity.js';
import { foldKey } from '../../common/fold-key.js';
import { leafOf, pathName, type AttributePath } from '../protocol/path.js';
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
  related,
  relativeTargets,
  several,
  shownName,
  through,
  type FilterTarget,
  type FilterTargets,
  type Relation,
} from './filter-target.js';
import { metaTargets } from './meta-targets.js';
import { ENTERPRISE, EXPENSE, TEXT_COLUMNS, VALUE_ATTRIBUTES, VALUE_COLUMNS } from './user-attributes.js';

const EXACT_COLUMNS: ReadonlySet<string> = new Set(['externalId', 'profileUrl']);

const MANAGER: Relation = { entity: User, on: { id: 'managerId' } };
const ORGANIZATION: Relation = { entity: Organization, on: { id: 'organizationId' } };
const MEMBERSHIP: Relation = { entity: GroupMember, on: { userId: 'id' }, orderBy: [{ column: 'groupId' }] };
const GROUP_OF_MEMBERSHIP: Relation = { entity: Group, on: { id: 'groupId' } };

/** The client's reference to the manager, unless the manager has left. */
const managerReference = (...where: Predicate[]) =>
  only(
    { entity: User, on: { id: 'id' }, where: all(equal('managerLeft', false), ...where) },
    exactText('managerReference'),
  );

/** The client sent the reference as `value`, so it is shown there until the manager exists. */
const IS_VALUE = equal('managerByValue', true);

/** The elements of one of a user's multi-valued attributes. */
const elementsNamed = (attribute: string): Relation => ({
  entity: UserValue,
  on: { userId: 'id' },
  where: equal('attribute', attribute),
  orderBy: [{ column: 'isPrimary', descending: true, absentAs: false }, { column: 'position' }],
});

const enterpriseColumns = [
  ...TEXT_COLUMNS.filter(({ urn }) => urn === ENTERPRISE).map(({ column }) => column),
  'managerId',
];

/** Every user has a role, so the expense extension is always present; the enterprise extension only if it has a value. */
const schemas = several(
  constant(USER_SCHEMA.id, { caseExact: true }),
  constant(EXPENSE, { caseExact: true }),
  constant(ENTERPRISE, {
    caseExact: true,
    where: any(...enterpriseColumns.map((column) => present(column)), managerReference().present),
  }),
);

function singleTargets(baseUrl: string): ReadonlyMap<string, FilterTarget> {
  const texts = TEXT_COLUMNS.map(({ urn, attribute, subAttribute, column }) => {
    const name = subAttribute === undefined ? attribute : `${attribute}.${subAttribute}`;
    const target = EXACT_COLUMNS.has(column) ? exactText(column) : foldedText(column);
    return [urn === USER_SCHEMA.id ? name : `${urn}:${name}`, target] as const;
  });
  return new Map<string, FilterTarget>([
    ...texts,
    ...metaTargets('User', `${baseUrl}/Users/`),
    ['schemas', schemas],
    ['active', ordered('active')],
    [
      `${EXPENSE}:organization`,
      either(foldedText('requestedOrganization'), through(ORGANIZATION, foldedText('name'))),
    ],
    [`${EXPENSE}:role`, foldedText('role', 'role')],
    [`${ENTERPRISE}:manager.value`, either(exactText('managerId'), managerReference(IS_VALUE))],
    [`${ENTERPRISE}:manager.$ref`, affixed(`${baseUrl}/Users/`, 'managerId')],
    [`${ENTERPRISE}:manager.displayName`, through(MANAGER, shownName)],
    [`${ENTERPRISE}:manager.managerId`, managerReference(any(not(IS_VALUE), present('managerId')))],
  ]);
}

/** The sub-attributes of a group that a user is in, relative to the membership. */
function membershipTargets(baseUrl: string): ReadonlyMap<string, FilterTarget> {
  return new Map<string, FilterTarget>([
    ['value', exactText('groupId')],
    ['$ref', affixed(`${baseUrl}/Groups/`, 'groupId')],
    ['display', through(GROUP_OF_MEMBERSHIP, foldedText('displayName'))],
    ['type', constant('direct', { caseExact: false })],
  ]);
}

/** The sub-attributes of an element of a multi-valued attribute, relative to its row. */
function elementTargets(path: AttributePath): ReadonlyMap<string, FilterTarget> {
  return new Map(
    VALUE_COLUMNS.map(([name, column]) => {
      if (column === 'isPrimary') return [name, flag(column)];
      const exact = path.attribute.subAttributes?.find((each) => each.name === name)?.caseExact ?? false;
      const target = exact ? exactText(column) : foldedText(column);
      return [name, column === 'value' ? indexed(target, exact) : target];
    }),
  );
}

/** Equality first uses the index on the start of the value. */
function indexed(target: FilterTarget, exact: boolean): FilterTarget {
  return {
    ...target,
    some: (test) => {
      if (test.operator !== 'eq') return target.some(test);
      const key = exact ? String(test.value) : foldKey(String(test.value));
      return all(equal('valueIndex', valueIndex(key)), target.some(test));
    },
  };
}

/** What a filter on users can name. `baseUrl` is the service's, the start of all resource URIs. */
export function userTargets(baseUrl: string): FilterTargets {
  const single = singleTargets(baseUrl);
  const membership = membershipTargets(baseUrl);

  const elementsOf = (path: AttributePath) => (isGroups(path) ? membership : elementTargets(path));
  const relationOf = (path: AttributePath) =>
    isGroups(path) ? MEMBERSHIP : elementsNamed(path.attribute.name);
  return {
    find: (path) => {
      if (!isElement(path)) return single.get(pathName(path));
      const target = elementsOf(path).get(leafOf(path).name);
      return target && through(relationOf(path), target);
    },
    element: (path, where) => (isElement(path) ? related(relationOf(path), where) : undefined),
    inElement: (path) => relativeTargets(isElement(path) ? elementsOf(path) : undefined, single),
  };
}

function isGroups(path: AttributePath): boolean {
  return path.schema === USER_SCHEMA && path.attribute.name === 'groups';
}

function isElement(path: AttributePath): boolean {
  return path.schema === USER_SCHEMA && (VALUE_ATTRIBUTES.has(path.attribute.name) || isGroups(path));
}
