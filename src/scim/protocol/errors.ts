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
  | 'too-large';

/** Creates the refusals of one kind from their details. */
const refusing = (status: number, code: ScimErrorCode, scimType?: ScimType) => (detail: string) =>
  new ScimError(status, detail, code, scimType);

/** A refusal (RFC 7644 §3.12): HTTP status, detail for administrators, code, and `scimType` if the RFC has one. */
export class ScimError extends Error {
  /** The attribute whose value was refused, if the refusal is about one. */
  attribute?: string;

  static readonly invalidFilter = refusing(400, 'invalid-filter', 'invalidFilter');
  static readonly tooMany = refusing(400, 'too-many', 'tooMany');
  static readonly mutability = refusing(400, 'mutability', 'mutability');
  static readonly invalidSyntax = refusing(400, 'invalid-syntax', 'invalidSyntax');
  static readonly invalidPath = refusing(400, 'invalid-path', 'invalidPath');
  static readonly noTarget = refusing(400, 'no-target', 'noTarget');
  static readonly invalidValue = refusing(400, 'invalid-value', 'invalidValue');
  static readonly invalidCursor = refusing(400, 'invalid-cursor', 'invalidCursor');
  static readonly expiredCursor = refusing(400, 'expired-cursor', 'expiredCursor');
  static readonly invalidCount = refusing(400, 'invalid-count', 'invalidCount');
  static readonly payloadTooLarge = refusing(413, 'too-large');

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly code: ScimErrorCode,
    readonly scimType?: ScimType,
  ) {
    super(detail);
    this.name = 'ScimError';
  }

  /** Sets the attribute that the refusal is about. */
  about(attribute: string): this {
    this.attribute = attribute;
    return this;
  }
}
