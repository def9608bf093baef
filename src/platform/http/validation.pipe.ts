import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { invalid } from '../../common/errors.js';
import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';

/** How many levels of lists and objects an input may have; class-transformer walks them by recursion. */
const MOST_LEVELS = 32;

/** How many members and elements, of all levels: the libraries take minutes over a million, during which nobody is served. */
const MOST_VALUES = 1_000;

/**
 * Checks input against its class: an unknown field is refused and named, and every field at fault is told at once.
 * Of several faults of one field the decorator next to it counts, so what type it has is said there.
 */
export function validationPipe(): ValidationPipe {
  return new SoundInputPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => faultsOf(error, ''));
      return invalid(faults.map(({ detail }) => detail).join(' '), { code: 'invalid-input', faults });
    },
  });
}

/**
 * Throws `invalid` for a body that is no object, for input that is too deep or too large to be walked, and for a text
 * that no database keeps.
 */
class SoundInputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata)) {
      // Otherwise the sender of a text or a list would be told of fields that are missing, and null would change nothing.
      if (metadata.type === 'body' && value !== undefined && !isObject(value)) {
        throw invalid('The body must be a JSON object.', { code: 'invalid-input' });
      }
      ensureSound(value);
    }
    return super.transform(value, metadata);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ensureSound(input: unknown): void {
  let values = 0;
  const walk = (value: unknown, pointer: string, levels: number) => {
    if (typeof value === 'string' && !isWellFormed(value)) throw notWellFormed(pointer);
    if (typeof value !== 'object' || value === null) return;
    if (levels === 0) {
      throw invalid(`The input is nested deeper than ${MOST_LEVELS} levels.`, { code: 'nested-too-deeply' });
    }
    // Of a long list not even the elements' names are written down.
    values += Array.isArray(value) ? value.length : 0;
    const inner = values > MOST_VALUES ? [] : Object.entries(value);
    values += Array.isArray(value) ? 0 : inner.length;
    if (values > MOST_VALUES) {
      throw invalid(`The input has more than ${MOST_VALUES} values.`, { code: 'too-many-values' });
    }
    for (const [name, each] of inner) walk(each, pointerTo(pointer, name), levels - 1);
  };
  walk(input, '', MOST_LEVELS);
}

function notWellFormed(pointer: string): Error {
  const detail = `${pointer.slice(1) || 'The input'} ${NOT_WELL_FORMED}`;
  return invalid(detail, { code: 'invalid-input', faults: [{ pointer, detail }] });
}

/** RFC 6901 §3. */
function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

function faultsOf(error: ValidationError, parent: string): { pointer: string; detail: string }[] {
  const pointer = pointerTo(parent, error.property);
  const own = Object.values(error.constraints ?? {}).map((text) => ({
    pointer,
    detail: sentence(text, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

/** A name is told as it has to be written, even at the beginning of a sentence. */
function sentence(text: string, name: string): string {
  return text.startsWith(`${name} `) ? `${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
