const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)(.*)$/is;
const PATH_AND_QUERY = /^([^?]*)(.*)$/s;
const ENCODED = /%[0-7][\da-f]/gi;
const SLASHES = /\/{2,}/g;
const UNRESERVED = /^[\w.~-]$/;

/** What a request line asks for. */
export interface RequestTarget {
  /** The path in one spelling, and the query with a "+" only where that is a blank. */
  url: string;
  /** Host and port, where the target is in absolute form. */
  authority?: string;
}

/**
 * Reads a request target (RFC 9112 §3.2), so that which surface a path is of does not depend on how it is written. A path
 * can be decoded afterwards: a stray "%" would make the server refuse the request before anybody has been asked for a
 * credential; taken literally, it is just an unknown path, and so is "#", at which the router would stop reading. Letters
 * mean the same percent-encoded or not (RFC 3986 §6.2.2.2). Slashes in a row count as one: Declaree's published base
 * URL ends with a slash, and clients put "/Users" behind it. Dot segments are names like others. In a query whose blanks
 * are "%20", a "+" is a plus, as RFC 3986 has it: user names and offsets of times have one. Where blanks are "+", as HTML
 * forms write them, it stays a blank.
 */
export function readTarget(target: string): RequestTarget {
  const [, authority, rest = ''] = ABSOLUTE.exec(target) ?? [];
  if (authority === undefined) return { url: repaired(target) };
  return { url: repaired(rest.startsWith('/') ? rest : `/${rest}`), authority };
}

function repaired(url: string): string {
  const [, path = '', query = ''] = PATH_AND_QUERY.exec(url) ?? [];
  return (
    withPlainLetters(path.replaceAll(SLASHES, '/').replaceAll('#', '%23')) +
    (query.includes('%20') ? query.replaceAll('+', '%2B') : query)
  );
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
