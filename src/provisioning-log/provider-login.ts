import { isBrowser, providerOf } from './identity-provider.js';

/** A login or a key in use. Times are ISO 8601. */
export interface CredentialUse {
  time: string;
  actor: string;
  /** The API key; null for a user name and password. */
  keyId: string | null;
  /** The product that the client names in its `User-Agent`. */
  client: string | null;
}

/** A request with a credential that was let in. */
export interface AcceptedCall extends CredentialUse {
  /** Whether it was carried out, and not refused for what it asked. */
  isCarriedOut: boolean;
}

/** How a credential fared; `detail` and `code` where it was refused. */
export interface CredentialTest extends CredentialUse {
  status: number;
  detail: string | null;
  code: string | null;
}

/** A test, or a request whose credential was refused. */
export interface Attempt extends CredentialTest {
  /** Whether the login belongs to an administrator. */
  isAdmin: boolean;
}

/** Which credential an account's identity provider uses, and how it fared last; null where nobody knows. */
export interface ProviderLogin {
  provider: CredentialUse | null;
  lastTest: CredentialTest | null;
}

/** What has happened since. */
export interface LoginNews {
  accepted?: AcceptedCall | undefined;
  attempts?: readonly Attempt[] | undefined;
}

const SILENT_MS = 30 * 86_400_000;

/**
 * What is known after the news. Only the credential that the identity provider uses can pass a test or fail it; while
 * nobody has come in yet, that of an administrator, of a client that is an identity provider by its name, or of the last test.
 */
export function afterNews(known: ProviderLogin, { accepted, attempts = [] }: LoginNews): ProviderLogin {
  const isNext = accepted !== undefined && takesOver(accepted, known.provider);
  const provider = isNext ? useOf(accepted) : known.provider;
  const tested = attempts.findLast(
    (attempt) => attempt.time > (known.lastTest?.time ?? '') && isOfProvider(attempt, { ...known, provider }),
  );
  const lastTest = tested ? testOf(tested) : known.lastTest;
  return { provider, lastTest: isNext && isProof(accepted, lastTest) ? passed(accepted) : lastTest };
}

/** Whether two uses are of the same login or key. */
export function isSameLogin(one: CredentialUse, other: CredentialUse): boolean {
  return one.actor === other.actor && one.keyId === other.keyId;
}

/**
 * Whether a call is of the identity provider from now on: no person's browser is, and no script of whoever, while a
 * product that names itself keeps calling.
 */
export function takesOver(call: CredentialUse, known: CredentialUse | null): boolean {
  if (isBrowser(call.client)) return false;
  if (known === null) return true;
  if (call.time <= known.time) return false;
  return isNamed(call) || !isNamed(known) || Date.parse(call.time) - Date.parse(known.time) > SILENT_MS;
}

/** Whether the client names itself as one of the products that are known. */
function isNamed({ client }: CredentialUse): boolean {
  return providerOf(client) !== 'unknown';
}

function isOfProvider(attempt: Attempt, { provider, lastTest }: ProviderLogin): boolean {
  if (isBrowser(attempt.client)) return false;
  if (provider === null) {
    return attempt.isAdmin || isNamed(attempt) || (lastTest !== null && isSameLogin(attempt, lastTest));
  }
  const isSameClient =
    attempt.client === provider.client || attempt.client === null || provider.client === null;
  return isSameLogin(attempt, provider) && (isSameClient || isNamed(attempt));
}

/** Whether a call says the same as a test: the first one of a product without a test of its own, and the first one after a refusal. */
function isProof(call: AcceptedCall, lastTest: CredentialTest | null): boolean {
  if (!call.isCarriedOut || call.time <= (lastTest?.time ?? '')) return false;
  if (lastTest !== null && lastTest.status >= 400) return true;
  const hasTest = ['okta', 'entra'].includes(providerOf(call.client));
  return !hasTest && (lastTest === null || !isSameLogin(call, lastTest));
}

function passed(call: AcceptedCall): CredentialTest {
  return { ...useOf(call), status: 200, detail: null, code: null };
}

function useOf({ time, actor, keyId, client }: CredentialUse): CredentialUse {
  return { time, actor, keyId, client };
}

function testOf(attempt: Attempt): CredentialTest {
  const { status, detail, code } = attempt;
  return { ...useOf(attempt), status, detail, code };
}
