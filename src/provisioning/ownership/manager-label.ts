import { providerOf } from '../log/identity-provider.js';
import { wordsFor } from '../log/provider-words.js';
import type { Manager } from './ownership.service.js';

/** The connection that manages a resource, such as `Okta (okta@acme.example)`; the name alone for unknown products. */
export function managerLabel({ name, client }: Pick<Manager, 'name' | 'client'>): string {
  return providerOf(client) === 'unknown' ? name : `${wordsFor(client).name} (${name})`;
}
