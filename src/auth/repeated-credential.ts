import type { DomainError } from '../common/errors.js';
import { repeatedScheme } from './refusals.js';

/** Prefixes that people enter although the identity provider already adds them. */
const NAMES = new Map([
  ['authorization', 'Authorization'],
  ['basic', 'Basic'],
  ['bearer', 'Bearer'],
]);

/**
 * The error for an `Authorization` header with a repeated scheme, such as `Bearer Bearer KEY` or `Bearer Authorization:
 * Bearer KEY`; undefined for any other header.
 */
export function repeatedCredential(header: string): DomainError | undefined {
  const names = header.split(/[\s,:]+/).flatMap((word) => NAMES.get(word.toLowerCase()) ?? []);
  const [first, second] = names;
  if (second === undefined) return undefined;
  const repeated = first === second ? `"${first}" twice` : `both "${first}" and "${second}"`;
  const isBasic = names.find((name) => name !== 'Authorization') === 'Basic';
  const alone = isBasic ? 'the user name and the password alone' : 'the API key alone, without "Bearer"';
  return repeatedScheme(repeated, alone).with(isBasic ? {} : { invalidToken: true });
}
