/** Whether databases store the text unchanged: no NUL, which ends a text on SQLite, and no lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Error text for a malformed text; follows the field's name. */
export const NOT_WELL_FORMED = 'contains a character that is not allowed (NUL or half a surrogate pair).';
