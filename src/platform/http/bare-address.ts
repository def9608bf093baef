/**
 * Extracts the IP address from the forms in `X-Forwarded-For`: `192.0.2.1:443` (Azure), `[2001:db8::1]`,
 * `[2001:db8::1]:443`, `fe80::1%eth0`. Returns anything else trimmed, and "" for a closed connection.
 */
export function bareAddress(text: string | undefined): string {
  if (text === undefined) return '';
  const [, v6, v4] = /^\s*(?:\[([^\]]*)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)\s*$/.exec(text) ?? [];
  return (v6 ?? v4 ?? text.trim()).replace(/%.*$/, '');
}

/** The same for each address of the header, so that trusted proxies are recognized in any form. */
export function bareAddresses(forwardedFor: string): string {
  return forwardedFor.split(',').map(bareAddress).join(', ');
}
