/** Whether a database keeps the text faithfully: it has no NUL, which ends a text on SQLite, and no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

/** What is wrong with a text that is not well-formed; follows the name of the field. */
export const NOT_WELL_FORMED = 'holds a character that is not allowed (NUL or half a surrogate pair).';
