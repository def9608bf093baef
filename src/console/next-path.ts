const NOWHERE = 'http://console.invalid';

/** The path to open after login: the requested one if it is a path of this server, otherwise `/`. */
export function nextPath(requested: string | undefined): string {
  if (requested === undefined || !URL.canParse(requested, NOWHERE)) return '/';
  const { origin, pathname, search } = new URL(requested, NOWHERE);
  // "/.//elsewhere" parses as a path here, but a browser would follow it to another host.
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search : '/';
}
