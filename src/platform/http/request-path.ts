/** The part of the server that a path belongs to; decides on errors, caching and credentials. */
export type Surface = 'scim' | 'rest' | 'oauth' | 'service' | 'console';

const SURFACES: readonly [RegExp, Surface][] = [
  [/^\/scim\/v2(?:\/|$)/i, 'scim'],
  [/^\/api\/v1(?:\/|$)/i, 'rest'],
  [/^\/(?:scim|api|docs|health|metrics|assets|\.well-known)(?:\/|$)/i, 'service'],
  [/^\/oauth\/(?:token|revoke)(?:\/|$)/i, 'oauth'],
];

/** The path of a request without the query, normalized by `readTarget`. */
export function pathOf({ url }: { url: string }): string {
  return url.split('?', 1)[0] ?? '';
}

/** The surface of a path, case-insensitive. */
export function surfaceOf(path: string): Surface {
  return SURFACES.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';
}

/** Whether a path belongs to SCIM. */
export function isScimPath(path: string): boolean {
  return surfaceOf(path) === 'scim';
}
