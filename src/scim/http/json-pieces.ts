import { isComplex, type ScimObject, type ScimValue } from '../protocol/value.js';

/** How many elements of a list make one piece. */
const PIECE = 1_000;

/** Below that no answer holds a long list: `Resources`, a group in it, and its `members`. */
const LEVELS = 4;

/** Whether an answer holds a list so long that its text should not be made at once. */
export function isLong(value: ScimValue, levels = LEVELS): boolean {
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.length > PIECE || value.some((each) => isLong(each, levels - 1));
  return isComplex(value) && Object.values(value).some((each) => isLong(each, levels - 1));
}

/**
 * The JSON text of an answer in pieces. Those of 50,000 members would be ten megabytes, during whose making nobody else is
 * served; so each piece is made when the one before has been sent.
 */
export function* jsonPieces(value: ScimValue): Generator<string> {
  if (!isLong(value)) yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* listPieces(value);
  else if (isComplex(value)) yield* objectPieces(value);
}

/** A long list has short elements; in a short one an element may be long. */
function* listPieces(list: readonly ScimValue[]): Generator<string> {
  let separator = '[';
  if (list.length > PIECE) {
    for (let from = 0; from < list.length; from += PIECE) {
      yield separator + JSON.stringify(list.slice(from, from + PIECE)).slice(1, -1);
      separator = ',';
    }
  } else {
    for (const each of list) {
      yield separator;
      yield* jsonPieces(each);
      separator = ',';
    }
  }
  yield ']';
}

function* objectPieces(object: ScimObject): Generator<string> {
  let separator = '{';
  for (const [name, value] of Object.entries(object)) {
    yield `${separator}${JSON.stringify(name)}:`;
    yield* jsonPieces(value);
    separator = ',';
  }
  yield '}';
}
