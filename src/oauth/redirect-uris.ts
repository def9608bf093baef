import { REDIRECT_URIS_LENGTH } from './catalogue-client.entity.js';
import { invalidClientValue } from './refusals.js';

const MOST_URIS = 20;
const LONGEST_URI = 2_000;

/**
 * The redirect URIs of a catalogue client as they are stored. Throws `invalid` for a list that is empty or too long, and
 * for anything but absolute https URLs without a fragment (RFC 6749 §3.1.2), or http ones of this machine (RFC 8252 §7.3).
 */
export function storedRedirectUris(uris: readonly string[]): string {
  const refuse = (detail: string) => invalidClientValue('/redirectUris', detail);
  if (uris.length === 0 || uris.length > MOST_URIS) {
    throw refuse(`redirectUris must have 1 to ${MOST_URIS} entries.`);
  }
  const wrong = uris.find((uri) => !isRedirectUri(uri));
  if (wrong !== undefined) {
    throw refuse(
      `redirectUris must be https URLs without a fragment, of at most ${LONGEST_URI} characters: not "${wrong}".`,
    );
  }
  const text = JSON.stringify([...new Set(uris)]);
  if (text.length > REDIRECT_URIS_LENGTH) throw refuse('redirectUris is too long.');
  return text;
}

function isRedirectUri(text: string): boolean {
  if (text.length > LONGEST_URI || text.includes('#') || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(hostname));
}
