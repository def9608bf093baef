/**
 * What went wrong, in the domain's terms. A kind carries no transport status: each surface renders it
 * in its own way (SCIM error, RFC 9457 problem, command line).
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'head-too-large'
  | 'too-slow'
  | 'unsupported-media-type'
  | 'throttled'
  | 'unavailable';

/** Whose login name or key a credential was, though it was refused. */
export interface ConcernedCaller {
  accountId: string;
  accountSlug: string;
  actor: string;
  isAdmin: boolean;
  /** The API key; null for a password. */
  keyId: string | null;
}

export interface ErrorFacts {
  /** Stable, machine-readable name of this very refusal, such as `user-name-taken`. */
  code?: string;
  /** JSON pointer to the offending member of the input. */
  pointer?: string;
  /** For `throttled` and `unavailable`: whole seconds until another try makes sense. */
  retryAfterSeconds?: number;
  /** For `method-not-allowed`: the methods that the path serves. */
  allow?: readonly string[];
  /** For `invalid`: every fault where there is more than one. */
  faults?: readonly { pointer: string; detail: string }[];
  /** For `unauthenticated`: whether a bearer token came and was none (RFC 6750 §3.1). */
  invalidToken?: true;
  /** For the provisioning log, and never shown: the accounts that have the login name, or had the key, whose credential failed. */
  callers?: readonly ConcernedCaller[];
  /** For Declaree's own audit trail, and never shown: the operator whose credential failed. */
  operator?: { id: string; name: string };
  cause?: unknown;
}

/** A refusal that its reader can act on; `message` is that reader's text and never holds a secret. */
export class DomainError extends Error {
  readonly code: string;

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly facts: ErrorFacts = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'DomainError';
    this.code = facts.code ?? kind;
  }
}

export const invalid = (detail: string, facts?: ErrorFacts) => new DomainError('invalid', detail, facts);
export const forbidden = (detail: string, facts?: ErrorFacts) => new DomainError('forbidden', detail, facts);
export const notFound = (detail: string, facts?: ErrorFacts) => new DomainError('not-found', detail, facts);
export const conflict = (detail: string, facts?: ErrorFacts) => new DomainError('conflict', detail, facts);
export const stale = (detail: string, facts?: ErrorFacts) => new DomainError('stale', detail, facts);
export const unauthenticated = (detail: string, facts?: ErrorFacts) =>
  new DomainError('unauthenticated', detail, facts);
export const unavailable = (detail: string, facts?: ErrorFacts) =>
  new DomainError('unavailable', detail, { retryAfterSeconds: 2, ...facts });
