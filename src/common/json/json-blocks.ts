import { nestedTooDeeply, tooManyMembers, tooManyValues } from '../refusals.js';
import { Stretch } from '../stretch.js';
import { isBeyondDigits, withoutWhole } from './written-numbers.js';

/** Byte range of a list or object in a JSON text. Without `parts` it is parsed as a whole. */
export interface JsonBlock {
  isList: boolean;
  from: number;
  to: number;
  parts: JsonPart[];
}

/** Some elements of a large block; or `inner`, one large element, whose name starts at `from`. */
export interface JsonPart {
  from: number;
  to: number;
  inner?: JsonBlock;
}

/** How many bytes of JSON are parsed at once. */
const PIECE = 65_536;

/** Maximum nesting depth. An attribute in a bulk request is ten levels deep. */
export const MOST_LEVELS = 64;

/** Maximum members of one object; no resource has this many attributes. */
const MOST_MEMBERS = 5_000;

/** Maximum values in total: a group of 50,000 members with all sub-attributes has 250,000. */
export const MOST_VALUES = 300_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);

export interface JsonOptions {
  /** Accept whole numbers in plain digits only; `1.0` and `1e3` become fractions. */
  digitsOnly?: boolean;
}

/** A list or object that has started. */
interface Open extends Omit<JsonBlock, 'to'> {
  /** Start of the elements that are not in a part yet. */
  partFrom: number;
  /** Start of the current element. */
  elementFrom: number;
  /** Whether the current element has its own part, so that only whitespace may follow it. */
  isSettled: boolean;
  commas: number;
}

/**
 * Scans a JSON text before parsing: refuses deep nesting and too many values, and finds where to cut it so that each
 * piece parses quickly. Only checks brackets, commas and quotes; parsing finds all other errors.
 */
export class JsonBlocks {
  private readonly open: Open[] = [];
  private root: JsonBlock | undefined;
  private values = 1;
  private inText = false;

  private constructor(
    private readonly bytes: Buffer,
    private readonly digitsOnly: boolean,
  ) {}

  /**
   * The list or object of a text; undefined for any other value. Throws `invalid` (`nested-too-deeply`,
   * `too-many-members`, `too-many-values`), SyntaxError if brackets do not match.
   */
  static async of(bytes: Buffer, { digitsOnly = false }: JsonOptions = {}): Promise<JsonBlock | undefined> {
    const blocks = new JsonBlocks(bytes, digitsOnly);
    const stretch = new Stretch();
    for (let from = 0; from < bytes.length;) {
      from = blocks.scan(from, Math.min(from + PIECE, bytes.length));
      await stretch.rest();
    }
    if (blocks.open.length > 0 || blocks.inText) throw new SyntaxError('a list, object or text has no end');
    return blocks.root;
  }

  /** Scans up to `end`, or past it within an escape. Returns where it stopped. */
  private scan(from: number, end: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (this.inText) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) this.inText = false;
      } else if (byte === QUOTE) this.inText = true;
      else if (byte === COMMA) this.comma(at);
      else if (byte === LIST || byte === OBJECT) this.begin(at, byte === LIST);
      else if (byte === LIST_END || byte === OBJECT_END) this.end(at, byte === LIST_END);
      else if (this.digitsOnly && isBeyondDigits(bytes, at)) at = withoutWhole(bytes, at) - 1;
    }
    return at;
  }

  private begin(at: number, isList: boolean): void {
    if (this.root) throw new SyntaxError('something follows the end');
    if (this.open.length === MOST_LEVELS) throw nestedTooDeeply(MOST_LEVELS);
    const first = { partFrom: at + 1, elementFrom: at + 1, isSettled: false, commas: 0 };
    this.open.push({ isList, from: at, parts: [], ...first });
    this.count();
  }

  private comma(at: number): void {
    const block = this.open.at(-1);
    if (!block) throw new SyntaxError('a comma is in no list or object');
    this.count();
    block.commas++;
    if (!block.isList && block.commas >= MOST_MEMBERS) throw tooManyMembers(MOST_MEMBERS);
    if (block.isSettled) this.ensureBlank(block.partFrom, at);
    else if (at - block.partFrom >= PIECE) block.parts.push({ from: block.partFrom, to: at });
    if (block.isSettled || at - block.partFrom >= PIECE) block.partFrom = at + 1;
    block.isSettled = false;
    block.elementFrom = at + 1;
  }

  private end(at: number, isList: boolean): void {
    const block = this.open.pop();
    if (block?.isList !== isList) throw new SyntaxError('brackets do not match');
    const { from, parts, partFrom, isSettled } = block;
    if (isSettled) this.ensureBlank(partFrom, at);
    else if (parts.length > 0) parts.push({ from: partFrom, to: at });
    const closed = { isList, from, to: at + 1, parts };
    const outer = this.open.at(-1);
    if (!outer) this.root = closed;
    else if (closed.to - from > PIECE) settle(outer, closed);
  }

  private count(): void {
    if (++this.values > MOST_VALUES) throw tooManyValues(MOST_VALUES);
  }

  private ensureBlank(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (!BLANKS.has(this.bytes[at] ?? 0)) throw new SyntaxError('something follows an element');
    }
  }
}

/** Puts a large element in its own part, after the part of the elements before it. */
function settle(outer: Open, inner: JsonBlock): void {
  if (outer.isSettled) throw new SyntaxError('something follows an element');
  const { partFrom, elementFrom } = outer;
  if (elementFrom > partFrom) outer.parts.push({ from: partFrom, to: elementFrom - 1 });
  outer.parts.push({ from: elementFrom, to: inner.from, inner });
  outer.partFrom = inner.to;
  outer.isSettled = true;
}
