const NOWHERE = 'http://console.invalid';

/** Where to go after the login: a path of this server, whatever was asked for; `/` where it was anything else. */
export function nextPath(asked: string | undefined): string {
  if (asked === undefined || !URL.canParse(asked, NOWHERE)) return '/';
  const { origin, pathname, search } = new URL(asked, NOWHERE);
  // "/.//elsewhere" is a path here, and becomes the address of another host where it is followed.
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search : '/';
}
