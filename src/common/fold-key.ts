/** Texts that NFKC does not change. */
const ASCII = /^[ -~]*$/;

/**
 * Folds a text for comparison: NFKC-normalized and lower-cased. Stored beside every case-insensitive text, because
 * collations differ between MySQL, MariaDB and SQLite. The second NFKC undoes decompositions by lower-casing ("İ").
 */
export function foldKey(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}
