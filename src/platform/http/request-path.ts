/** Whose errors, caches and credentials hold for a path: SCIM's, REST's, those of what serves the program, or the console's. */
export type Surface = 'scim' | 'rest' | 'service' | 'console';

const SURFACES: readonly [RegExp, Surface][] = [
  [/^\/scim\/v2(?:\/|$)/i, 'scim'],
  [/^\/api\/v1(?:\/|$)/i, 'rest'],
  [/^\/(?:scim|api|docs|health|metrics|assets)(?:\/|$)/i, 'service'],
];

/** The path of a request, as the router knows it: without the query, and in the one spelling of `readTarget`. */
export function pathOf({ url }: { url: string }): string {
  return url.split('?', 1)[0] ?? '';
}

/** Which surface a path is of, in any letter case. */
export function surfaceOf(path: string): Surface {
  return SURFACES.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';
}

/** Whether a path is of the SCIM service. */
export function isScimPath(path: string): boolean {
  return surfaceOf(path) === 'scim';
}
