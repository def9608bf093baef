import { unauthenticated, type DomainError } from '../common/errors.js';

/** What people enter although their identity provider puts it before the credential by itself. */
const NAMES = new Map([
  ['authorization', 'Authorization'],
  ['basic', 'Basic'],
  ['bearer', 'Bearer'],
]);

/**
 * The refusal of an `Authorization` header that says twice how to authenticate, such as `Bearer Bearer KEY` or
 * `Bearer Authorization: Bearer KEY`; undefined for any other header.
 */
export function repeatedCredential(header: string): DomainError | undefined {
  const names = header.split(/[\s,:]+/).flatMap((word) => NAMES.get(word.toLowerCase()) ?? []);
  const [first, second] = names;
  if (second === undefined) return undefined;
  const said = first === second ? `"${first}" twice` : `both "${first}" and "${second}"`;
  const isBasic = names.find((name) => name !== 'Authorization') === 'Basic';
  const alone = isBasic ? 'the user name and the password alone' : 'the API key alone, without "Bearer"';
  return unauthenticated(
    `The value of the Authorization header says ${said}: the client adds that by itself. Enter ${alone}.`,
    { code: 'repeated-credential', ...(!isBasic && { invalidToken: true }) },
  );
}
