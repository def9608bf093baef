/** What NFKC leaves as it is. */
const ASCII = /^[ -~]*$/;

/**
 * The form in which two texts are the same name: compatibility-normalised (NFKC) and lower-cased.
 * Stored beside every case-insensitive text, because what a database's collation calls equal differs
 * between MySQL, MariaDB and SQLite. The second NFKC undoes what lower-casing can decompose ("İ").
 */
export function foldKey(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}
