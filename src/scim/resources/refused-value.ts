import { DomainError } from '../../common/errors.js';
import { shortened } from '../../common/first-characters.js';
import { VALUE_LENGTH, type RefusedValue } from '../../provisioning/log/event-subject.js';
import { ScimError } from '../protocol/errors.js';
import { isObject, memberNamed } from '../protocol/value.js';

/**
 * The value that a request was refused for, with its attribute, as far as the error knows them; else null.
 * `body` is the unchecked body of the request.
 */
export function refusedValue(error: unknown, body: unknown): RefusedValue | null {
  const attribute = attributeOf(error);
  if (attribute === undefined) return null;
  const holder = error instanceof DomainError ? error.facts.holder : undefined;
  return {
    attribute,
    value: isSecret(attribute) ? null : keptOf(attribute, textOf(valueAt(body, attribute))),
    takenBy: holder ? { ...holder, name: shortened(holder.name, VALUE_LENGTH) } : null,
  };
}

function attributeOf(error: unknown): string | undefined {
  if (error instanceof ScimError) return error.attribute;
  return error instanceof DomainError ? error.facts.pointer?.slice(1).replaceAll('/', '.') : undefined;
}

const isBoolean = (attribute: string) => /(?:^|[.:])(?:active|primary)$/i.test(attribute);

/** Longer than any text that means yes or no. */
const LONGEST_BOOLEAN = 8;

/** A longer text for a boolean belongs elsewhere: it may be a password that was mapped to the wrong attribute. */
function keptOf(attribute: string, text: string | null): string | null {
  return isBoolean(attribute) && (text?.length ?? 0) > LONGEST_BOOLEAN ? null : text;
}

const isSecret = (attribute: string) => /(?:^|:)password$/i.test(attribute);

/** The value of an attribute in a resource, or in the operations of a PATCH. */
function valueAt(body: unknown, attribute: string): unknown {
  if (!isObject(body)) return undefined;
  const operations = memberNamed(body, 'Operations');
  if (!Array.isArray(operations)) return memberAt(body, attribute);
  for (const operation of operations.filter(isObject)) {
    const path = memberNamed(operation, 'path');
    const value = memberNamed(operation, 'value');
    if (typeof path === 'string') {
      if (path.toLowerCase() === attribute.toLowerCase()) return value;
      continue;
    }
    const found = isObject(value) ? memberAt(value, attribute) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value by its full name, else within its schema and its complex attribute, else in any extension. */
function memberAt(object: Record<string, unknown>, attribute: string): unknown {
  const direct = memberNamed(object, attribute);
  if (direct !== undefined) return direct;
  const colon = attribute.lastIndexOf(':');
  const block = colon === -1 ? object : memberNamed(object, attribute.slice(0, colon));
  const found = isObject(block) ? within(block, attribute.slice(colon + 1)) : undefined;
  if (found !== undefined || colon !== -1) return found;
  const extensions = Object.entries(object).filter(([name]) => name.startsWith('urn:'));
  return extensions
    .map(([, value]) => (isObject(value) ? within(value, attribute) : undefined))
    .find((value) => value !== undefined);
}

function within(object: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isObject(value) ? memberNamed(value, name) : undefined), object);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? shortened(value, VALUE_LENGTH) : null;
}
