import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { AssertionRules } from './client-directory.js';
import { CLAIM_LENGTH, JWKS_URL_LENGTH } from './oauth-client.entity.js';
import { invalidClientValue } from './refusals.js';
import { faultOf, isForOtherUse } from './signing-keys.js';

/** Members of a JWK that hold a private or symmetric key (RFC 7518 §6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** The largest key set of a client, in bytes: what a TEXT column holds. */
export const LARGEST_JWKS = 65_535;

/** What an administrator enters for a connection that proves itself by assertions. */
export interface AssertionInput {
  issuer?: string | null | undefined;
  subject?: string | null | undefined;
  audience?: string | null | undefined;
  jwksUrl?: string | null | undefined;
  jwks?: unknown;
}

const CLAIMS = ['issuer', 'subject', 'audience'] as const;
const KEYS = ['jwksUrl', 'jwks'] as const;

/** Throws `invalid` for members that only an assertion client can have. */
export function requireNoAssertion(input: AssertionInput): void {
  const given = [...CLAIMS, ...KEYS].find((name) => (input[name] ?? undefined) !== undefined);
  if (given === undefined) return;
  throw invalidClientValue(`/${given}`, `${given} is only for a connection of the kind "assertion".`);
}

/** The columns of a new assertion client. Throws `invalid` for a missing or wrong member. */
export async function assertionColumns(input: AssertionInput): Promise<AssertionRules> {
  return {
    issuer: null,
    subject: null,
    audience: null,
    ...claimColumns(input),
    ...(await keyColumns(input)),
  };
}

/**
 * The columns of an assertion client that a change sets. A URL replaces a set, and the other way round. Throws `invalid` for a
 * wrong member, and for one that would leave the client without keys.
 */
export async function changedColumns(
  input: AssertionInput,
  current: Pick<AssertionRules, 'jwksUrl' | 'jwks'>,
): Promise<Partial<AssertionRules>> {
  const isGiven = (input.jwksUrl ?? input.jwks ?? undefined) !== undefined;
  const isCleared = KEYS.some((name) => input[name] === null && current[name] !== null);
  return { ...claimColumns(input), ...((isGiven || isCleared) && (await keyColumns(input))) };
}

/** The claims that were entered. */
function claimColumns(input: AssertionInput): Partial<AssertionRules> {
  const given = CLAIMS.filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, claim(input[name], name)]));
}

/** Exactly one source of keys. */
async function keyColumns(input: AssertionInput): Promise<Pick<AssertionRules, 'jwksUrl' | 'jwks'>> {
  const { jwksUrl, jwks } = { jwksUrl: input.jwksUrl ?? undefined, jwks: input.jwks ?? undefined };
  if ((jwksUrl === undefined) === (jwks === undefined)) {
    throw invalidClientValue(
      '/jwksUrl',
      'Enter the URL of a JSON Web Key Set (jwksUrl), or the set itself (jwks), but not both.',
    );
  }
  return {
    jwksUrl: jwksUrl === undefined ? null : httpsUrl(jwksUrl),
    jwks: jwks === undefined ? null : await publicKeys(jwks),
  };
}

function claim(text: string | null | undefined, name: string): string | null {
  const value = text?.trim() ?? '';
  if (value.length <= CLAIM_LENGTH && !/\p{Cc}/u.test(value)) return value || null;
  throw invalidClientValue(
    `/${name}`,
    `${name} must be at most ${CLAIM_LENGTH} characters, without control characters.`,
  );
}

function httpsUrl(text: string): string {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
  if (isPlain && url.href.length <= JWKS_URL_LENGTH) return url.href;
  throw invalidClientValue(
    '/jwksUrl',
    `jwksUrl must be an https URL of at most ${JWKS_URL_LENGTH} characters, without a user.`,
  );
}

/**
 * The key set as JSON. Throws `invalid` unless it has keys that can check assertions, and no private ones.
 */
async function publicKeys(jwks: unknown): Promise<string> {
  const refuse = (detail: string) => invalidClientValue('/jwks', detail);
  const text = JSON.stringify(jwks);
  if (Buffer.byteLength(text) > LARGEST_JWKS) throw refuse('jwks is larger than 64 KiB.');
  try {
    createLocalJWKSet(jwks as JSONWebKeySet);
  } catch (error) {
    if (error instanceof Error) throw refuse('jwks must be a JSON Web Key Set: {"keys": [...]}.');
    throw error;
  }
  const { keys } = jwks as JSONWebKeySet;
  if (keys.length === 0) throw refuse('jwks has no keys.');
  if (keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key))) {
    throw refuse('jwks contains a private key. Replace the key, and enter public keys only.');
  }
  const signing = keys.filter((key) => !isForOtherUse(key));
  if (signing.length === 0)
    throw refuse('jwks has no key for signatures: use must be sig, and key_ops have verify.');
  for (const key of signing) {
    const fault = await faultOf(key);
    if (fault !== undefined) throw refuse(`Key ${keys.indexOf(key) + 1} of jwks ${fault}.`);
  }
  return text;
}
