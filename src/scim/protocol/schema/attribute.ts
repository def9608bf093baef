/** The data types of RFC 7643 §2.3. */
export type AttributeType =
  'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'reference' | 'binary' | 'complex';

/** An attribute and its characteristics (RFC 7643 §2.2, §7). All resources are read and written by these. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly description: string;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
  /** The collection is never part of a document in memory, because it may be large (`Group.members`). */
  readonly detached?: true;
  /** A PUT that omits it keeps it. */
  readonly keptOnReplace?: true;
  /** It always has a value: a PATCH that would remove it is refused. */
  readonly lasting?: true;
  /** A blank text is refused. */
  readonly neverBlank?: true;
  /** The value assumed for an element that does not have it. */
  readonly absentAs?: boolean;
  /** The maximum length of a text in code points; `DEFAULT_MAX_LENGTH` by default. */
  readonly maxLength?: number;
  /** A sibling with the same meaning, such as `managerId` for `value`: writing this one unsets it. */
  readonly insteadOf?: string;
}

/** A schema (RFC 7643 §7); `id` is its URN. */
export interface Schema {
  readonly id: string;
  /** Its URN in SCIM 1.1. */
  readonly formerId?: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A resource type (RFC 7643 §6). Its extensions are all optional. */
export interface ResourceType {
  readonly name: 'User' | 'Group' | 'Role' | 'Entitlement';
  readonly endpoint: '/Users' | '/Groups' | '/Roles' | '/Entitlements';
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
  /** The attributes that every resource has (RFC 7643 §3.1). */
  readonly common: readonly Attribute[];
  /** Short names that clients use, in lower case, with the paths that they mean. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** A resource type whose resources clients create, change and delete. */
export interface WritableType extends ResourceType {
  readonly name: 'User' | 'Group';
}

export const DEFAULT_MAX_LENGTH = 1024;

type Characteristics = Partial<Omit<Attribute, 'name' | 'type' | 'description' | 'subAttributes'>>;

function attribute(
  name: string,
  type: AttributeType,
  description: string,
  characteristics: Characteristics,
): Attribute {
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  };
}

/** A text. Like the other functions here, it starts from the defaults of RFC 7643 §2.2. */
export function string(name: string, description: string, characteristics: Characteristics = {}): Attribute {
  return attribute(name, 'string', description, characteristics);
}

/** A truth value (RFC 7643 §2.3.2). */
export function boolean(name: string, description: string, characteristics: Characteristics = {}): Attribute {
  return attribute(name, 'boolean', description, characteristics);
}

/** An instant (RFC 7643 §2.3.5). */
export function dateTime(
  name: string,
  description: string,
  characteristics: Characteristics = {},
): Attribute {
  return attribute(name, 'dateTime', description, characteristics);
}

/** Base64 (RFC 7643 §2.3.6), always case exact. */
export function binary(name: string, description: string, characteristics: Characteristics = {}): Attribute {
  return attribute(name, 'binary', description, { caseExact: true, ...characteristics });
}

/** A URI (RFC 7643 §2.3.7), always case exact. `referenceTypes` are resource types, `external`, or `uri`. */
export function reference(
  name: string,
  description: string,
  referenceTypes: readonly string[],
  characteristics: Characteristics = {},
): Attribute {
  return attribute(name, 'reference', description, { caseExact: true, referenceTypes, ...characteristics });
}

/** A value made of sub-attributes (RFC 7643 §2.3.8). */
export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  characteristics: Characteristics = {},
): Attribute {
  return { ...attribute(name, 'complex', description, characteristics), subAttributes };
}

/** A list of complex values (RFC 7643 §2.4). */
export function multi(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  characteristics: Characteristics = {},
): Attribute {
  return complex(name, description, subAttributes, { multiValued: true, ...characteristics });
}

const indexes = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** The attribute with that name, in any letter case (RFC 7643 §2.1). */
export function findAttribute(
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined {
  if (!attributes) return undefined;
  let index = indexes.get(attributes);
  if (!index) {
    index = new Map(
      attributes.flatMap((each) => [[each.name, each] as const, [each.name.toLowerCase(), each] as const]),
    );
    indexes.set(attributes, index);
  }
  return index.get(name) ?? index.get(name.toLowerCase());
}
