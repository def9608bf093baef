import { merge, mergeOne } from './merge.js';
import { type PatchOperation } from './patch-operation.js';
import { type ScimObject, type ScimValue, isComplex, sameValue, unlessBare, withValue } from './value.js';
import { writeList } from './write-list.js';

/**
 * The document after one operation (RFC 7644 §3.5.2.1 to §3.5.2.3). Does not change its argument, and returns it if
 * nothing changes.
 * @throws {ScimError} noTarget, invalidValue
 */
export function write(document: ScimObject, operation: PatchOperation): ScimObject {
  const { schema, extension, attribute } = operation.path;
  const block = extension ? document[schema.id] : document;
  const container = isComplex(block) ? block : {};
  const before = container[attribute.name];
  const after = nextValue(operation, before);
  if (sameValue(before, after)) return document;
  const changed = withValue(container, attribute.name, after);
  return extension ? withValue(document, schema.id, unlessBare(changed)) : changed;
}

function nextValue(operation: PatchOperation, before: ScimValue | undefined): ScimValue | undefined {
  const { value, path } = operation;
  const { attribute, subAttribute } = path;
  if (attribute.multiValued) {
    const list = writeList(operation, Array.isArray(before) ? before.filter(isComplex) : []);
    return list.length > 0 ? list : undefined;
  }
  if (attribute.type !== 'complex') return value;
  const object = isComplex(before) ? before : {};
  if (subAttribute) return unlessBare(mergeOne(attribute, object, subAttribute.name, value));
  return isComplex(value) ? merge(attribute, object, value) : undefined;
}
