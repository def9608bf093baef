/** How many examples a finding names. */
export const EXAMPLES = 5;

/** The names separated by commas, and how many more there are. */
export function listed(examples: readonly string[], total: number): string {
  const shown = examples.slice(0, EXAMPLES);
  const more = total - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
