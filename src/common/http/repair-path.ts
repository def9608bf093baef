const ENCODED = /%[0-7][\da-f]/gi;
const UNRESERVED = /^[\w.~-]$/;

/**
 * A URL with a path that can be decoded, in one spelling. A stray "%" would make the server refuse the request
 * before anybody has been asked for a credential; taken literally, it is just an unknown path. And which surface a
 * path is of must not depend on whether its letters are percent-encoded, which means the same (RFC 3986 §6.2.2.2).
 */
export function repairPath(url: string): string {
  const [path = '', ...query] = url.split('?');
  if (!path.includes('%')) return url;
  return [isDecodable(path) ? path.replaceAll(ENCODED, plain) : path.replaceAll('%', '%25'), ...query].join(
    '?',
  );
}

function plain(encoded: string): string {
  const character = decodeURIComponent(encoded);
  return UNRESERVED.test(character) ? character : encoded;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
