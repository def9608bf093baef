import { Stretch } from '../../common/stretch.js';
import { isComplex, LongList, type ScimObject, type ScimValue } from '../protocol/value.js';

/** A list with more elements is long. */
const LONG = 100;

/** The size of a piece in characters, unless a single element is longer. */
const PIECE = 65_536;

/** How many characters of a long list's elements are joined before the length of the piece is checked. */
const SOME_ELEMENTS = 4_096;

/** How deep in an answer a long list may be: `Resources`, a group in it, and its `members`. */
const LEVELS = 4;

/** Whether an answer holds a list that is too long to serialize at once. */
export function isLong(value: ScimValue | undefined, levels = LEVELS): boolean {
  if (typeof value !== 'object' || levels === 0) return false;
  if (value instanceof LongList) return value.length > LONG;
  if (Array.isArray(value)) return value.length > LONG || value.some((each) => isLong(each, levels - 1));
  for (const name in value) if (isLong(value[name], levels - 1)) return true;
  return false;
}

/**
 * The JSON text of an answer in pieces. 50,000 members are ten megabytes, which would block the event loop.
 * So each piece is built after the previous one was sent, with a pause in between for other requests.
 */
export async function* jsonPieces(answer: ScimObject): AsyncGenerator<string> {
  const stretch = new Stretch();
  let piece = '';
  for (const text of objectTexts(answer)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
    await stretch.rest();
  }
  if (piece !== '') yield piece;
}

function* texts(value: ScimValue): Generator<string> {
  if (value instanceof LongList) yield* elementTexts(value);
  else if (Array.isArray(value)) yield* listTexts(value);
  else if (isComplex(value) && isLong(value)) yield* objectTexts(value);
  else yield JSON.stringify(value);
}

/** Elements of a long list are small, so they are written without a check, and many are yielded at once. */
function* elementTexts(list: LongList): Generator<string> {
  let text = '[';
  let separator = '';
  for (const each of list.texts()) {
    text += separator + each;
    separator = ',';
    if (text.length < SOME_ELEMENTS) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}

function* listTexts(list: readonly ScimValue[]): Generator<string> {
  yield '[';
  for (const [index, each] of list.entries()) {
    if (index > 0) yield ',';
    yield* texts(each);
  }
  yield ']';
}

function* objectTexts(object: ScimObject): Generator<string> {
  let separator = '{';
  for (const [name, value] of Object.entries(object)) {
    yield `${separator}${JSON.stringify(name)}:`;
    yield* texts(value);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}
