import type { Change } from '../../common/changes.js';
import { isComplex, sameValue, type ScimObject, type ScimValue } from '../protocol/value.js';

/** The attributes that differ between two documents, by their SCIM names, with both values. */
export function documentChanges(before: ScimObject, after: ScimObject): Change[] {
  return difference(before, after, (name) => name);
}

function difference(before: ScimObject, after: ScimObject, pathOf: (name: string) => string): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Change[] => {
    const old = before[name];
    const now = after[name];
    if (sameValue(old, now)) return [];
    if (isComplexOrNone(old) && isComplexOrNone(now)) {
      const separator = name.startsWith('urn:') ? ':' : '.';
      return difference(old ?? {}, now ?? {}, (inner) => pathOf(`${name}${separator}${inner}`));
    }
    return [
      {
        path: pathOf(name),
        ...(old === undefined ? {} : { old }),
        ...(now === undefined ? {} : { new: now }),
      },
    ];
  });
}

function isComplexOrNone(value: ScimValue | undefined): value is ScimObject | undefined {
  return value === undefined || isComplex(value);
}
