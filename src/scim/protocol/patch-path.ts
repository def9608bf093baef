import { ScimError } from './errors.js';
import { type Filter } from './filter/ast.js';
import { FilterParser } from './filter/parser.js';
import { TokenStream } from './filter/token-stream.js';
import { type AttributePath, findOwnSchema, resolveAttribute } from './path.js';
import { type ResourceType, type Schema } from './schema/attribute.js';

/** The target of a path: an attribute, or some of its values. */
export interface AttributeTarget {
  readonly path: AttributePath;
  /** Selects values of the multi-valued attribute. */
  readonly filter?: Filter;
}

/** The target of a PATCH path: an attribute, or a schema's whole block. */
export type PatchPath =
  ({ readonly kind: 'attribute' } & AttributeTarget) | { readonly kind: 'schema'; readonly schema: Schema };

/**
 * Parses the path of a PATCH operation (RFC 7644 §3.5.2 Figure 7). Also accepts single quotes in value filters, and
 * the short names that clients use.
 * @throws {ScimError} invalidPath
 */
export function parsePatchPath(type: ResourceType, text: string): PatchPath {
  const schema = findOwnSchema(type, text.trim());
  return schema ? { kind: 'schema', schema } : { kind: 'attribute', ...parseAttributePath(type, text) };
}

/** Parses a path that is not the URN of a schema. @throws {ScimError} invalidPath */
export function parseAttributePath(type: ResourceType, text: string): AttributeTarget {
  const fail = (detail: string): ScimError =>
    ScimError.invalidPath(`path ${JSON.stringify(withoutPassword(text.slice(0, 200)))}: ${detail}`);
  const stream = new TokenStream(text, { singleQuotes: true, fail });
  const token = stream.take('an attribute', ({ kind }) => kind === 'word');
  const path = resolveAttribute(type, token.text);
  if (!path) throw ScimError.invalidPath(`"${token.text}" is not an attribute of ${type.name}.`);
  if (!stream.accept('[')) {
    stream.finish();
    return { path };
  }
  if (!path.attribute.multiValued)
    throw fail(`${token.text} has a single value and does not support a filter.`);
  const parser = new FilterParser(type, stream);
  const filter = parser.valueFilter(path, token);
  const subAttribute = parser.subAttribute(path);
  stream.finish();
  return { path: subAttribute ?? path, filter };
}

/** The path for an error or warning, without the text that it compares a password with. */
export function withoutPassword(text: string): string {
  return text.replaceAll(/(password\b[^"']*)(?:"[^"]*"?|'[^']*'?)/gi, '$1"…"');
}
