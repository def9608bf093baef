/**
 * The key by which texts of `caseExact: false` attributes are compared: NFKC and lower case.
 * Lower-casing can undo NFKC (`İ`), hence the second pass, which makes the key stable under folding again.
 */
export function foldKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** Orders two texts by code point, as both databases' binary collations do; `<` would order by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a[index] === b[index]) index += 1;
  if (index === length) return a.length - b.length;
  return rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
}

/** Puts surrogates, halves of the code points above U+FFFF, behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
