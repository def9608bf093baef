import type { RoleState } from '../../users/effective-role.js';
import {
  EMPTY_FIELDS,
  emptyValue,
  type ManagerFields,
  type StoredUser,
  type UserFields,
  type UserValueFields,
} from '../../users/user-fields.js';
import { isComplex, type ScimObject, type ScimValue } from '../protocol/value.js';
import { ENTERPRISE, EXPENSE, TEXT_COLUMNS, VALUE_ATTRIBUTES, VALUE_COLUMNS } from './user-attributes.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';

/** The fields that map directly to a user's document; the organization, manager and role depend on rules. */
export type MappedFields = Omit<
  UserFields,
  'organizationId' | 'requestedOrganization' | keyof RoleState | keyof ManagerFields
> & { values: UserValueFields[] };

/** A stored user as a document in normal form, for PATCH and for answers. */
export function toDocument(user: StoredUser): ScimObject {
  const document: ScimObject = {};
  for (const { urn, attribute, subAttribute, column } of TEXT_COLUMNS) {
    const text = user[column];
    if (text === null) continue;
    let target = urn === USER_SCHEMA.id ? document : within(document, urn);
    if (subAttribute !== undefined) target = within(target, attribute);
    target[subAttribute ?? attribute] = text;
  }
  document['active'] = user.active;
  for (const value of user.values) elementsOf(document, value.attribute).push(toElement(value));
  const manager = toManager(user);
  if (manager) within(document, ENTERPRISE)['manager'] = manager;
  const expense = within(document, EXPENSE);
  expense['organization'] = user.requestedOrganization ?? user.organizationLabel;
  expense['role'] = user.role;
  return document;
}

/** The fields of a document in normal form. If it has no `active`, `isActive` is kept. */
export function toFields(document: ScimObject, isActive = EMPTY_FIELDS.active): MappedFields {
  const fields: Record<string, ScimValue | null> = {};
  for (const { urn, attribute, subAttribute, column } of TEXT_COLUMNS) {
    const source = urn === USER_SCHEMA.id ? document : complexAt(document, urn);
    const value =
      subAttribute === undefined ? source?.[attribute] : complexAt(source, attribute)?.[subAttribute];
    fields[column] = value ?? null;
  }
  const values = [...VALUE_ATTRIBUTES].flatMap((attribute) => toValues(attribute, document[attribute]));
  return {
    ...(fields as unknown as MappedFields),
    active: (document['active'] ?? isActive) === true,
    values,
  };
}

/** The manager in a document: our id, and the client's `externalId`. */
export interface ManagerReference {
  value?: string;
  managerId?: string;
}

/** The manager that a document names; empty if it names none. */
export function managerOf(document: ScimObject): ManagerReference {
  const manager = complexAt(complexAt(document, ENTERPRISE), 'manager');
  return {
    ...(typeof manager?.['value'] === 'string' ? { value: manager['value'] } : {}),
    ...(typeof manager?.['managerId'] === 'string' ? { managerId: manager['managerId'] } : {}),
  };
}

/** A text of an extension; undefined if the document does not have it. */
export function extensionText(document: ScimObject, urn: string, attribute: string): string | undefined {
  const value = complexAt(document, urn)?.[attribute];
  return typeof value === 'string' ? value : undefined;
}

/** Until the manager exists, the reference is shown under the name that the client sent it by. */
function toManager(user: StoredUser): ScimObject | undefined {
  const { managerId, managerReference, managerByValue, managerLeft } = user;
  const shown = managerLeft ? null : managerReference;
  if (managerId === null)
    return shown === null ? undefined : { [managerByValue ? 'value' : 'managerId']: shown };
  return { value: managerId, ...(shown === null ? {} : { managerId: shown }) };
}

function toElement(value: UserValueFields): ScimObject {
  const element: ScimObject = {};
  for (const [subAttribute, column] of VALUE_COLUMNS) {
    const stored = value[column];
    if (stored !== null) element[subAttribute] = stored;
  }
  return element;
}

function toValues(attribute: string, elements: ScimValue | undefined): UserValueFields[] {
  if (!Array.isArray(elements)) return [];
  return elements.filter(isComplex).map((element) => {
    const value: Record<string, ScimValue | null> = { ...emptyValue(attribute) };
    for (const [subAttribute, column] of VALUE_COLUMNS) value[column] = element[subAttribute] ?? null;
    return value as unknown as UserValueFields;
  });
}

function within(object: ScimObject, key: string): ScimObject {
  const inner = object[key];
  if (isComplex(inner)) return inner;
  const created: ScimObject = {};
  object[key] = created;
  return created;
}

function elementsOf(document: ScimObject, attribute: string): ScimValue[] {
  const elements = document[attribute];
  if (Array.isArray(elements)) return elements;
  const created: ScimValue[] = [];
  document[attribute] = created;
  return created;
}

function complexAt(object: ScimObject | undefined, key: string): ScimObject | undefined {
  const value = object?.[key];
  return isComplex(value) ? value : undefined;
}
