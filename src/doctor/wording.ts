/** How many examples a finding names. */
export const EXAMPLES = 5;

/** Names one after the other, and how many there are besides. */
export function listed(examples: readonly string[], total: number): string {
  const shown = examples.slice(0, EXAMPLES);
  const more = total - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
