const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)(.*)$/is;
const PATH_AND_QUERY = /^([^?]*)(.*)$/s;
const ENCODED = /%[0-7][\da-f]/gi;
const SLASHES = /\/{2,}/g;
const UNRESERVED = /^[\w.~-]$/;

/** A normalized request target. */
export interface RequestTarget {
  /** The normalized path and query; "+" in the query always means a space. */
  url: string;
  /** Host and port, if the target is in absolute form. */
  authority?: string;
}

/**
 * Normalizes a request target (RFC 9112 §3.2), so that the spelling of a path does not change its API. The path can
 * always be decoded: a stray "%" is taken literally, otherwise the server would refuse it before checking the
 * credential; so is "#", where the router would stop reading. Percent-encoded letters are decoded (RFC 3986 §6.2.2.2).
 * Repeated slashes count as one, because Declaree's published base URL ends with a slash and clients append "/Users".
 * Dot segments are ordinary names. If spaces in the query are "%20", "+" is a plus (RFC 3986), as in user names and
 * time offsets; otherwise "+" is a space, as in HTML forms.
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
