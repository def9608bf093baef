/** The products whose administrators get advice in the terms of their own console. */
export type IdentityProvider = 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'ping' | 'unknown';

/** How each product names itself in `User-Agent`, without the version. PingFederate sends its HTTP library's name. */
const NAMES: readonly (readonly [IdentityProvider, RegExp])[] = [
  ['okta', /\bokta\b/i],
  ['entra', /azure|entra|^microsoft/i],
  ['onelogin', /one-?login/i],
  ['jumpcloud', /jump-?cloud/i],
  ['google', /^google/i],
  ['ping', /\bping(?:one|federate|[ -]?identity)?\b|^apache-httpclient$/i],
];

/** The product that a client is, by the name that it sends (`clientProduct`). */
export function providerOf(client: string | null): IdentityProvider {
  return NAMES.find(([, name]) => name.test(client ?? ''))?.[0] ?? 'unknown';
}

/** Whether the client is a browser, such as one that shows the API documentation. */
export function isBrowser(client: string | null): boolean {
  return client === 'Mozilla';
}
