import type { Operation } from '../../provisioning/log/provisioning-event.entity.js';
import { isObject, memberNamed } from '../protocol/value.js';

/** The operation in the provisioning log for each method. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'patch',
  DELETE: 'delete',
};

/**
 * The operation that a refused request intended. A deactivation is named as such, because a refusal means that somebody
 * who has left can still log in. `body` is unchecked and may be anything.
 */
export function intendedOperation(method: string, body: unknown): Operation {
  const operation = OPERATIONS[method] ?? 'read';
  if (!isObject(body)) return operation;
  const isOff =
    (operation === 'replace' && isFalse(memberNamed(body, 'active'))) ||
    (operation === 'patch' && operationsOf(body).some(switchesOff));
  return isOff ? 'deactivate' : operation;
}

function operationsOf(body: Record<string, unknown>): readonly unknown[] {
  const operations = memberNamed(body, 'Operations');
  return Array.isArray(operations) ? operations : [];
}

function switchesOff(operation: unknown): boolean {
  if (!isObject(operation)) return false;
  const path = memberNamed(operation, 'path');
  const value = memberNamed(operation, 'value');
  if (typeof path === 'string') return isActive(path) && isFalse(value);
  return isObject(value) && Object.entries(value).some(([name, each]) => isActive(name) && isFalse(each));
}

function isActive(path: string): boolean {
  return /(?:^|:)active$/i.test(path.trim());
}

function isFalse(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}
