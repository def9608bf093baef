/** How many examples a finding names. */
export const EXAMPLES = 5;

/** An instant (ISO 8601) as people read it, to the minute. */
export function moment(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Names one after the other, and how many there are besides. */
export function listed(examples: readonly string[], total: number): string {
  const shown = examples.slice(0, EXAMPLES);
  const more = total - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
