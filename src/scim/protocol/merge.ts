import { type Attribute, findAttribute } from './schema/attribute.js';
import { type ScimObject, type ScimValue, withValue } from './value.js';

/** Merges sub-attributes into a complex value (RFC 7644 §3.5.2.3). A sub-attribute that replaces another unsets it. */
export function merge(attribute: Attribute, object: ScimObject, given: ScimObject): ScimObject {
  const result = { ...object, ...given };
  for (const name of Object.keys(given)) {
    const rival = findAttribute(attribute.subAttributes, name)?.insteadOf;
    if (rival !== undefined && !(rival in given)) delete result[rival];
  }
  return result;
}

/**
 * A complex value with one sub-attribute set, or, if the value is undefined, removed together with the sub-attribute
 * that says the same.
 */
export function mergeOne(
  attribute: Attribute,
  object: ScimObject,
  name: string,
  value: ScimValue | undefined,
): ScimObject {
  if (value !== undefined) return merge(attribute, object, { [name]: value });
  const rival = findAttribute(attribute.subAttributes, name)?.insteadOf ?? name;
  return withValue(withValue(object, name, undefined), rival, undefined);
}
