import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { nestedTooDeeply, tooManyValues } from '../../common/refusals.js';
import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';
import { invalidInput, notAnObject } from './refusals.js';

/** Maximum nesting depth of input; class-transformer is recursive. */
const MOST_LEVELS = 32;

/** Maximum members and elements in total: the libraries would block for minutes over a million. */
const MOST_VALUES = 1_000;

/**
 * Validates input against its class: refuses unknown fields by name, and reports all invalid fields at once. Only the
 * decorator next to a field reports its fault, so the type check comes there.
 */
export function validationPipe(): ValidationPipe {
  return new SoundInputPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidInput(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/**
 * Throws `invalid` for a body that is not an object, for input that is too deep or too large, and for malformed text.
 */
class SoundInputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata)) {
      // Otherwise a string or list would be reported as missing fields, and null would change nothing.
      if (metadata.type === 'body' && value !== undefined && !isObject(value)) {
        throw notAnObject();
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
    if (levels === 0) throw nestedTooDeeply(MOST_LEVELS);
    // Do not even list the keys of a long list.
    values += Array.isArray(value) ? value.length : 0;
    const inner = values > MOST_VALUES ? [] : Object.entries(value);
    values += Array.isArray(value) ? 0 : inner.length;
    if (values > MOST_VALUES) throw tooManyValues(MOST_VALUES);
    for (const [name, each] of inner) walk(each, pointerTo(pointer, name), levels - 1);
  };
  walk(input, '', MOST_LEVELS);
}

function notWellFormed(pointer: string): Error {
  return invalidInput([{ pointer, detail: `${pointer.slice(1) || 'The input'} ${NOT_WELL_FORMED}` }]);
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

/** Keeps the case of a field name at the start of a sentence. */
function sentence(text: string, name: string): string {
  return text.startsWith(`${name} `) ? `${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
