/** The lifetimes to choose from for a key. */
export const LIFETIMES = {
  year: { label: 'in 1 year', days: 365 },
  quarter: { label: 'in 90 days', days: 90 },
  month: { label: 'in 30 days', days: 30 },
  unlimited: { label: 'never', days: null },
} as const;

export type Lifetime = keyof typeof LIFETIMES;
