/** The error keywords of RFC 7644 §3.12 Table 9 and RFC 9865 §2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** The stable codes of refusals, for the provisioning log. */
export type ScimErrorCode =
  | 'invalid-filter'
  | 'too-many'
  | 'mutability'
  | 'invalid-syntax'
  | 'invalid-path'
  | 'no-target'
  | 'invalid-value'
  | 'invalid-cursor'
  | 'expired-cursor'
  | 'invalid-count'
  | 'forbidden'
  | 'not-found'
  | 'too-large';

/** A refusal (RFC 7644 §3.12): HTTP status, detail for administrators, code, and `scimType` if the RFC has one. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly code: ScimErrorCode,
    readonly scimType?: ScimType,
  ) {
    super(detail);
    this.name = 'ScimError';
  }

  static invalidFilter(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-filter', 'invalidFilter');
  }

  static tooMany(detail: string): ScimError {
    return new ScimError(400, detail, 'too-many', 'tooMany');
  }

  static mutability(detail: string): ScimError {
    return new ScimError(400, detail, 'mutability', 'mutability');
  }

  static invalidSyntax(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-syntax', 'invalidSyntax');
  }

  static invalidPath(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-path', 'invalidPath');
  }

  static noTarget(detail: string): ScimError {
    return new ScimError(400, detail, 'no-target', 'noTarget');
  }

  static invalidValue(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-value', 'invalidValue');
  }

  static invalidCursor(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-cursor', 'invalidCursor');
  }

  static expiredCursor(detail: string): ScimError {
    return new ScimError(400, detail, 'expired-cursor', 'expiredCursor');
  }

  static invalidCount(detail: string): ScimError {
    return new ScimError(400, detail, 'invalid-count', 'invalidCount');
  }

  static forbidden(detail: string): ScimError {
    return new ScimError(403, detail, 'forbidden');
  }

  static notFound(detail: string): ScimError {
    return new ScimError(404, detail, 'not-found');
  }

  static payloadTooLarge(detail: string): ScimError {
    return new ScimError(413, detail, 'too-large');
  }
}
