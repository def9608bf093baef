import { isBrowser, providerOf } from './identity-provider.js';

/** A call of a client (ISO 8601). */
export interface ClientUse {
  time: string;
  /** The product that the client names in its `User-Agent`. */
  client: string | null;
}

/** One use of a login or API key. */
export interface CredentialUse extends ClientUse {
  actor: string;
  /** The id of the API key; null for a user name and password. */
  keyId: string | null;
}

/** A use that is not stored yet. */
interface NotedUse extends CredentialUse {
  /** Null for a connection. */
  userId: string | null;
}

/** A request whose credential was accepted. */
export interface AcceptedCall extends NotedUse {
  /** Whether the request itself succeeded too. */
  isCarriedOut: boolean;
}

/** The result of a test of a credential; `detail` and `code` are null unless it was refused. */
export interface CredentialTest extends CredentialUse {
  status: number;
  detail: string | null;
  code: string | null;
}

/** A test, or a request whose credential was refused. */
export interface Attempt extends CredentialTest, NotedUse {
  /** Whether the login belongs to an administrator. */
  isAdmin: boolean;
}

/** Which credential an account's identity provider uses, and the result of its last test; null if unknown. */
export interface ProviderLogin {
  provider: CredentialUse | null;
  lastTest: CredentialTest | null;
}

/** What has happened since the stored state. */
export interface LoginNews {
  accepted?: AcceptedCall | undefined;
  attempts?: readonly Attempt[] | undefined;
}

const SILENT_MS = 30 * 86_400_000;

/**
 * Merges news into the known state. Only the credential that the identity provider uses can pass or fail a test. Before
 * the first accepted call, that of an administrator, a client named like an identity provider, or the last test counts.
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

/** Whether both uses are of the same login or key. */
export function isSameLogin(a: CredentialUse, b: CredentialUse): boolean {
  return a.actor === b.actor && a.keyId === b.keyId;
}

/**
 * Whether the caller counts as the identity provider from now on. Browsers never do, and scripts do not while a product
 * that names itself keeps calling.
 */
export function takesOver(call: ClientUse, known: ClientUse | null): boolean {
  if (isBrowser(call.client)) return false;
  if (known === null) return true;
  if (call.time <= known.time) return false;
  if (call.client === known.client) return true;
  return isNamed(call) || !isNamed(known) || Date.parse(call.time) - Date.parse(known.time) > SILENT_MS;
}

/** Whether the client names itself as a known product. */
function isNamed({ client }: ClientUse): boolean {
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

/**
 * Whether a call proves as much as a test: the first call after a refusal, or a call of a product that has no
 * test.
 */
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
