import type { ClientSecret } from './client-secret.entity.js';

/** The secret that was used last, which the identity provider has; undefined if none was ever used. */
export function secretInUse<Secret extends Pick<ClientSecret, 'lastUsedAt'>>(
  secrets: readonly Secret[],
): Secret | undefined {
  const used = secrets.filter(({ lastUsedAt }) => lastUsedAt !== null);
  return used.toSorted((one, other) => (one.lastUsedAt ?? '').localeCompare(other.lastUsedAt ?? '')).at(-1);
}
