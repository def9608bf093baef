import { ScimError } from './errors.js';
import { countTerms } from './filter/ast.js';
import { type MemberChange, memberChanges, netChanges } from './members.js';
import { type PatchOperation } from './patch-operation.js';
import { type ScimObject, type ScimValue, isComplex } from './value.js';
import { write } from './write.js';

// Limits the comparisons of list elements in one PATCH, which block the event loop.
const MAX_EFFORT = 50_000;

// Each of these searches the members; ids are found directly.
const MAX_MEMBER_FILTERS = 20;

/**
 * Applies a PATCH (RFC 7644 §3.5.2): in order, each operation on the previous result. Does not change its arguments.
 * Members are not part of documents, so their changes are returned as steps.
 * @throws {ScimError} noTarget, invalidValue, tooMany
 */
export function applyPatch(
  document: ScimObject,
  operations: readonly PatchOperation[],
): { document: ScimObject; members: MemberChange[] } {
  const members: MemberChange[] = [];
  let result = document;
  let effort = 0;
  for (const operation of operations) {
    if (operation.path.attribute.detached) {
      members.push(...memberChanges(operation));
      continue;
    }
    effort += effortOf(result, operation);
    if (effort > MAX_EFFORT) throw ScimError.tooMany('The PATCH compares too many values; split it.');
    result = write(result, operation);
  }
  if (members.filter(({ kind }) => kind === 'removeMatching').length > MAX_MEMBER_FILTERS) {
    throw ScimError.tooMany('The PATCH has too many filters on members; select members by value eq "id".');
  }
  return { document: result, members: netChanges(members) };
}

function effortOf(document: ScimObject, { op, path, filter, value }: PatchOperation): number {
  const container = path.extension ? document[path.schema.id] : document;
  const present = isComplex(container) ? countValues(container[path.attribute.name]) : 0;
  const given = countValues(value);
  const terms = filter ? countTerms(filter) : 1;
  return given + present * (op === 'remove' ? Math.max(terms, given) : terms);
}

function countValues(value: ScimValue | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}
