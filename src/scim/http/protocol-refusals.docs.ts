import type { ShownRefusal } from '../../common/define-refusal.js';
import { tooCostly } from '../../platform/database/connections/refusals.js';
import { readDocument } from '../protocol/document.js';
import { ScimError } from '../protocol/errors.js';
import { parseFilter } from '../protocol/filter/parser.js';
import { parseListQuery } from '../protocol/list-query.js';
import { parsePatch } from '../protocol/patch-operation.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { expiredCursor, unknownCursor } from '../resources/cursors.js';
import { unknownSortAttribute } from '../resources/list-plan.js';

/** A refusal by the protocol. The example is what it throws when it reads `input`. */
export function protocolRefusal(when: string, input: () => unknown): ShownRefusal {
  try {
    input();
  } catch (error) {
    if (error instanceof ScimError) return { id: error.code, when, example: () => error };
    throw error;
  }
  throw new TypeError(`The example is not refused: ${when}`);
}

const shown = (when: string, error: ScimError): ShownRefusal => ({
  id: error.code,
  when,
  example: () => error,
});

/** Refusals of the body of a new or replaced resource. */
export const bodyRefusals = (type: ResourceType) => [
  protocolRefusal('The body is not a JSON object.', () => readDocument(type, [])),
  protocolRefusal('A value is missing or invalid.', () => readDocument(type, {})),
];

const patchOf = (type: ResourceType, operation: object) => () =>
  parsePatch(type, { Operations: [operation] });

/** Refusals of a PATCH. */
export const patchRefusals = (type: ResourceType) => [
  protocolRefusal('The body is not a PATCH.', () => parsePatch(type, {})),
  protocolRefusal('A path is not an attribute.', patchOf(type, { op: 'replace', path: 'mail', value: 'x' })),
  protocolRefusal('A value is invalid.', patchOf(type, { op: 'replace', value: 'x' })),
  protocolRefusal('The value to change does not exist.', patchOf(type, { op: 'remove' })),
  protocolRefusal('The attribute is read-only.', patchOf(type, { op: 'replace', path: 'id', value: 'x' })),
];

const unreadableFilter = (type: ResourceType) =>
  protocolRefusal('The filter is invalid.', () => parseFilter(type, 'mail eq "x"'));

/** Refusals of filter, order and page. */
export const listRefusals = (type: ResourceType) => [
  unreadableFilter(type),
  shown('The attribute to sort by does not exist.', unknownSortAttribute('mail')),
  protocolRefusal('A parameter is invalid.', () => parseListQuery({ count: 'many' })),
  protocolRefusal('`count` is invalid, or has changed between two pages.', () =>
    parseListQuery({ count: 'many', cursor: '' }),
  ),
  shown('The cursor is unknown, or belongs to another list.', unknownCursor()),
  shown('The cursor has expired.', expiredCursor()),
  tooCostly,
];
