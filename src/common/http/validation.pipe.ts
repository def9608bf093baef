import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalid } from '../errors.js';

/** Checks input against its class: an unknown field is refused and named, every fault is told at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
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

function faultsOf(error: ValidationError, parent: string): { pointer: string; detail: string }[] {
  const pointer = `${parent}/${error.property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((text) => ({ pointer, detail: sentence(text) }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
