/** Characters per column: even at four bytes each, they fit in a TEXT column of MySQL. */
export const COLUMN_LENGTH = 16_000;

/** The text in pieces that fit one column each. All but the last have COLUMN_LENGTH characters, or one more. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + COLUMN_LENGTH;
    // Do not split a surrogate pair.
    const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    const piece = text.slice(start, isSplit ? end + 1 : end);
    found.push(piece);
    start += piece.length;
  }
  return found;
}
