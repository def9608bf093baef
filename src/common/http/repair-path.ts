const ENCODED = /%[0-7][\da-f]/gi;
const SLASHES = /\/{2,}/g;
const UNRESERVED = /^[\w.~-]$/;

/**
 * A URL with a path that can be decoded, in one spelling. A stray "%" would make the server refuse the request
 * before anybody has been asked for a credential; taken literally, it is just an unknown path. And which surface a
 * path is of must not depend on whether its letters are percent-encoded, which means the same (RFC 3986 §6.2.2.2).
 * Slashes in a row count as one: Declaree's published base URL ends with a slash, and clients put "/Users" behind it.
 */
export function repairPath(url: string): string {
  const [path = '', ...query] = url.split('?');
  return [withPlainLetters(path.startsWith('/') ? path.replaceAll(SLASHES, '/') : path), ...query].join('?');
}

function withPlainLetters(path: string): string {
  if (!path.includes('%')) return path;
  return isDecodable(path) ? path.replaceAll(ENCODED, plain) : path.replaceAll('%', '%25');
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
