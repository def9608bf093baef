/**
 * Kinds of domain errors. They are independent of HTTP: each API renders them in its own format (SCIM error, RFC 9457
 * problem, command line).
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

/** The owner of a refused credential. */
export interface ConcernedCaller {
  accountId: string;
  accountSlug: string;
  actor: string;
  /** Null for a connection. */
  userId: string | null;
  isAdmin: boolean;
  /** Id of the API key or the connection; null for a password. */
  keyId: string | null;
}

export interface ErrorFacts {
  /** JSON pointer to the invalid input member. */
  pointer?: string;
  /** For `throttled` and `unavailable`: whole seconds until a retry makes sense. */
  retryAfterSeconds?: number;
  /** For `method-not-allowed`: the allowed methods of the path. */
  allow?: readonly string[];
  /** For `invalid`: all faults, if there are several. */
  faults?: readonly { pointer: string; detail: string }[];
  /** For `unauthenticated`: whether an invalid bearer token was sent (RFC 6750 §3.1). */
  invalidToken?: true;
  /** For `forbidden`: whether the token is not for this API (RFC 6750 §3.1). */
  insufficientScope?: true;
  /** Internal, for the provisioning log: the possible owners of the failed credential. */
  callers?: readonly ConcernedCaller[];
  /** Internal, for the platform's audit trail: the operator whose credential failed. */
  operator?: { id: string; name: string };
  /** Internal, for the provisioning log: who or what already has the value that must be unique. */
  holder?: { id: string; name: string };
  cause?: unknown;
}

/**
 * An error that the caller can act on; `message` is shown to the caller and never contains a secret. The stable,
 * machine-readable `code` is the kind, unless `defineRefusal` gave it one of its own.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly facts: ErrorFacts = {},
    readonly code: string = kind,
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'DomainError';
  }

  /** The same error with more facts. */
  with(facts: ErrorFacts): DomainError {
    return new DomainError(this.kind, this.message, { ...this.facts, ...facts }, this.code);
  }
}

export const invalid = (detail: string, facts?: ErrorFacts) => new DomainError('invalid', detail, facts);
export const notFound = (detail: string, facts?: ErrorFacts) => new DomainError('not-found', detail, facts);
export const conflict = (detail: string, facts?: ErrorFacts) => new DomainError('conflict', detail, facts);
export const stale = (detail: string, facts?: ErrorFacts) => new DomainError('stale', detail, facts);
export const unavailable = (detail: string, facts?: ErrorFacts) =>
  new DomainError('unavailable', detail, { retryAfterSeconds: 2, ...facts });
