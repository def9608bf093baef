/** How long a key may last, by the value of the choice. */
export const LIFETIMES = {
  year: { label: 'a year', days: 365 },
  quarter: { label: '90 days', days: 90 },
  month: { label: '30 days', days: 30 },
  unlimited: { label: 'until it is revoked', days: null },
} as const;

export type Lifetime = keyof typeof LIFETIMES;
