/**
 * A URL whose path can be decoded. A stray "%" would make the server refuse the request before anybody has been
 * asked for a credential; taken literally, it is just an unknown path.
 */
export function repairPath(url: string): string {
  const [path = '', ...query] = url.split('?');
  if (!path.includes('%')) return url;
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}
