import { type MemberChange } from '../../../../src/scim/protocol/members.js';
import { parsePatch } from '../../../../src/scim/protocol/patch-operation.js';
import { applyPatch } from '../../../../src/scim/protocol/patch.js';
import { type ResourceType } from '../../../../src/scim/protocol/schema/attribute.js';
import { GROUP, USER } from '../../../../src/scim/protocol/schema/registry.js';
import { type ScimObject } from '../../../../src/scim/protocol/value.js';

/** The document after a PATCH with these operations, including the resource type's checks. */
export function patched(document: ScimObject, operations: unknown[], type: ResourceType = USER): ScimObject {
  return applyPatch(document, parsePatch(type, { Operations: operations }).operations).document;
}

/** What a PATCH with these operations does to the members of a group. */
export function memberSteps(...operations: unknown[]): MemberChange[] {
  return applyPatch({ displayName: 'Approvers' }, parsePatch(GROUP, { Operations: operations }).operations)
    .members;
}

/** The object and everything in it, frozen, so that any attempt to change it throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
