const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const DOT = 0x2e;
const SMALL_E = 0x65;
const MINUS = 0x2d;

/** Whether a byte outside of strings is the decimal point or exponent of a number. */
export function isBeyondDigits(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0;
  // `true` and `false` contain the letter too.
  return byte === DOT || ((byte | 0x20) === SMALL_E && isDigit(bytes[at - 1]));
}

/**
 * Turns a whole number written as `1.0` or `1e3` into a fraction. SCIM reads whole numbers as strings, and `1` or
 * `1000` could be another identifier. Returns where the number ends.
 */
export function withoutWhole(bytes: Buffer, at: number): number {
  let from = at;
  while (isOfNumber(bytes[from - 1])) from--;
  let to = at;
  while (isOfNumber(bytes[to])) to++;
  const text = bytes.toString('latin1', from, to);
  if (NUMBER.test(text) && Number.isSafeInteger(Number(text))) {
    const digits = from + (bytes[from] === MINUS ? 1 : 0);
    bytes.write('0.5'.padEnd(to - digits, '0'), digits, 'latin1');
  }
  return to;
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isOfNumber(byte = 0): boolean {
  return isDigit(byte) || byte === DOT || byte === MINUS || byte === 0x2b || (byte | 0x20) === SMALL_E;
}
