import { DomainError, type ErrorFacts, type ErrorKind } from './errors.js';

/** What the OpenAPI document shows about a refusal. */
export interface ShownRefusal {
  /** Its name among the examples of an answer: usually its code. */
  readonly id: string;
  /** When it happens, as a sentence. */
  readonly when: string;
  /** The error in an example. */
  example(): Error;
}

/** A refusal with a stable code: a function that creates the error to throw. */
export interface Refusal<Args extends unknown[] = never[]> extends ShownRefusal {
  (...args: Args): DomainError;
  readonly kind: ErrorKind;
  readonly code: string;
  /** The same refusal with another example. */
  shownWith(...args: Args): ShownRefusal;
}

interface Fixed {
  detail: string;
  /** The detail if omitted. */
  when?: string;
  facts?: ErrorFacts;
  /** Only if several refusals share a code. */
  id?: string;
}

interface Worded<Args extends unknown[]> {
  when: string;
  id?: string;
  /** The text for the caller: what is wrong, and what to change. */
  detail: (...args: Args) => string;
  facts?: ErrorFacts | ((...args: Args) => ErrorFacts);
  /** The arguments of the example. */
  example: NoInfer<Args>;
}

/**
 * Defines a refusal once, in the file `refusals.ts` beside the rule that throws it. The OpenAPI document and the support
 * handbook show what is defined here, and the provisioning log explains it by its code.
 */
export function defineRefusal(kind: ErrorKind, code: string, definition: Fixed): Refusal<[]>;
export function defineRefusal<Args extends unknown[]>(
  kind: ErrorKind,
  code: string,
  definition: Worded<Args>,
): Refusal<Args>;
export function defineRefusal<Args extends unknown[]>(
  kind: ErrorKind,
  code: string,
  definition: Fixed | Worded<Args>,
): Refusal<[]> | Refusal<Args> {
  const { id = code } = definition;
  if (!('example' in definition)) {
    const { detail, when = detail, facts } = definition;
    const refuse = () => new DomainError(kind, detail, facts, code);
    const shown = { id, when, example: refuse };
    return Object.assign(refuse, { kind, code, ...shown, shownWith: () => shown });
  }
  const { when, detail, facts, example } = definition;
  const refuse = (...args: Args) =>
    new DomainError(kind, detail(...args), typeof facts === 'function' ? facts(...args) : facts, code);
  const shownWith = (...args: Args) => ({ id, when, example: () => refuse(...args) });
  return Object.assign(refuse, { kind, code, ...shownWith(...example), shownWith });
}

/** `not-found` for an id that the caller's account does not have. */
export const defineUnknown = (thing: string): Refusal<[id: string]> =>
  defineRefusal('not-found', 'not-found', {
    id: `unknown-${thing.replaceAll(' ', '-')}`,
    when: `The account has no ${thing} with this id, or it has been deleted.`,
    detail: (id: string) => `There is no ${thing} with the id "${id}" in this account.`,
    example: ['4711'],
  });
