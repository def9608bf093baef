/** The lifetimes to choose from for a client secret. */
export const SECRET_LIFETIMES = {
  year: { label: 'in 1 year', days: 365 },
  two: { label: 'in 2 years', days: 2 * 365 },
  three: { label: 'in 3 years', days: 3 * 365 },
} as const;

export type SecretLifetime = keyof typeof SECRET_LIFETIMES;
