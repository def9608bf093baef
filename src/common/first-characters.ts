/** The first characters of a text, as databases count them: by code points, so that none is cut in two. */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  // No character has more than two UTF-16 units; the text may be megabytes long.
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}

/** A text of at most `count` characters; one that was longer ends in an ellipsis. */
export function shortened(text: string, count: number): string {
  const beginning = firstCharacters(text, count);
  return beginning.length === text.length ? text : `${firstCharacters(beginning, count - 1)}…`;
}
