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

/** A refusal (RFC 7644 §3.12): HTTP status, keyword where there is one, and what to tell an administrator. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
  ) {
    super(detail);
    this.name = 'ScimError';
  }

  static invalidFilter(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidFilter');
  }

  static tooMany(detail: string): ScimError {
    return new ScimError(400, detail, 'tooMany');
  }

  static uniqueness(detail: string): ScimError {
    return new ScimError(409, detail, 'uniqueness');
  }

  static mutability(detail: string): ScimError {
    return new ScimError(400, detail, 'mutability');
  }

  static invalidSyntax(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidSyntax');
  }

  static invalidPath(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidPath');
  }

  static noTarget(detail: string): ScimError {
    return new ScimError(400, detail, 'noTarget');
  }

  static invalidValue(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidValue');
  }

  static invalidCursor(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidCursor');
  }

  static expiredCursor(detail: string): ScimError {
    return new ScimError(400, detail, 'expiredCursor');
  }

  static invalidCount(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidCount');
  }

  static forbidden(detail: string): ScimError {
    return new ScimError(403, detail);
  }

  static notFound(detail: string): ScimError {
    return new ScimError(404, detail);
  }

  static preconditionFailed(detail: string): ScimError {
    return new ScimError(412, detail);
  }

  static payloadTooLarge(detail: string): ScimError {
    return new ScimError(413, detail);
  }
}
