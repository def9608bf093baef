/** The part of the server that a path belongs to; decides on errors, caching and credentials. */
export type Surface = 'scim' | 'rest' | 'oauth' | 'service' | 'console';

/** The path of the SCIM service, below the public URL. Requests may write it in any letter case. */
export const SCIM_PATH = '/SCIM/v2';

const SURFACES: readonly [RegExp, Surface][] = [
  [new RegExp(`^${SCIM_PATH}(?:/|$)`, 'i'), 'scim'],
  [/^\/api\/v1(?:\/|$)/i, 'rest'],
  [/^\/(?:scim|api|docs|health|metrics|assets|\.well-known)(?:\/|$)/i, 'service'],
  [/^\/oauth\/(?:token|revoke)(?:\/|$)/i, 'oauth'],
];

/** The path of a request without the query, normalized by `readTarget`. */
export function pathOf({ url }: { url: string }): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** The parameters in the query of a request. */
export function queryOf({ url }: { url: string }): URLSearchParams {
  return new URLSearchParams(url.slice(pathOf({ url }).length));
}

/** The surface of a path, case-insensitive. */
export function surfaceOf(path: string): Surface {
  return SURFACES.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';
}

/** Whether a path belongs to SCIM. */
export function isScimPath(path: string): boolean {
  return surfaceOf(path) === 'scim';
}

/** A path of SCIM without `SCIM_PATH`, such as `/Users`; undefined for any other path. */
export function pathInScim(path: string): string | undefined {
  return isScimPath(path) ? path.slice(SCIM_PATH.length) : undefined;
}
