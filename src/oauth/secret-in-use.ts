import type { ClientSecret } from './client-secret.entity.js';

/**
 * The secret that was used last, so the one that the identity provider has; undefined if none was ever used.
 */
export function secretInUse<Secret extends Pick<ClientSecret, 'lastUsedAt'>>(
  secrets: readonly Secret[],
): Secret | undefined {
  const used = secrets.filter(({ lastUsedAt }) => lastUsedAt !== null);
  return used.toSorted((one, other) => (one.lastUsedAt ?? '').localeCompare(other.lastUsedAt ?? '')).at(-1);
}

/** The secret on which a connection depends: the one in use, or the last one to end if none was ever used. */
export function neededSecret<Secret extends Pick<ClientSecret, 'lastUsedAt' | 'expiresAt'>>(
  secrets: readonly Secret[],
): Secret | undefined {
  const last = secrets.toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt)).at(-1);
  return secretInUse(secrets) ?? last;
}
