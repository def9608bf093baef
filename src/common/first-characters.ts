/** The first characters of a text, counted in code points as databases do. */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  // A character has at most two UTF-16 units; avoids splitting megabytes.
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}

/** A text of at most `count` characters; a longer text ends in an ellipsis. */
export function shortened(text: string, count: number): string {
  const beginning = firstCharacters(text, count);
  return beginning.length === text.length ? text : `${firstCharacters(beginning, count - 1)}…`;
}
