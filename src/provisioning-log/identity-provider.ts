/** The products whose administrators get advice in the words of their own console. */
export type IdentityProvider = 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'ping' | 'unknown';

/** How each of them names itself, without the version. PingFederate leaves it to its HTTP library. */
const NAMES: readonly (readonly [IdentityProvider, RegExp])[] = [
  ['okta', /\bokta\b/i],
  ['entra', /azure|entra|^microsoft/i],
  ['onelogin', /one-?login/i],
  ['jumpcloud', /jump-?cloud/i],
  ['google', /^google/i],
  ['ping', /\bping(?:one|federate|[ -]?identity)?\b|^apache-httpclient$/i],
];

/** Which product a client is, by the name that it gives itself (`clientProduct`). */
export function providerOf(client: string | null): IdentityProvider {
  return NAMES.find(([, name]) => name.test(client ?? ''))?.[0] ?? 'unknown';
}

/** Whether it is a person's browser, such as one that shows the API's documentation. */
export function isBrowser(client: string | null): boolean {
  return client === 'Mozilla';
}
