/** User name and password of HTTP Basic. */
export interface BasicCredentials {
  userName: string;
  password: string;
}

/**
 * Reads an `Authorization: Basic …` header (RFC 7617): everything after the first colon is the password. Returns
 * undefined for any other header, and without a user name, a password or valid UTF-8.
 */
export function readBasicCredentials(header: string | undefined): BasicCredentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header ?? '')?.[1];
  const pair = encoded === undefined ? undefined : decodeUtf8(Buffer.from(encoded, 'base64'));
  const [, userName, password] = /^([^:]+):(.+)$/s.exec(pair ?? '') ?? [];
  return userName === undefined || password === undefined ? undefined : { userName, password };
}

/** A Basic header with both parts percent-encoded, so that the only colon is the separator. */
export function percentEncodedHeader({ userName, password }: BasicCredentials): string {
  const pair = `${encodeURIComponent(userName)}:${encodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
