import type { ReadChange } from '../common/changes.js';

/** What stands in a record where a text of an erased person was. */
export const ERASED = '(erased)';

/** Attributes whose values tell who somebody is, by their names in paths of SCIM and of the audit trail. */
const IDENTIFYING =
  /(?:^|[:.])(?:userName|displayName|formattedName|formatted|nickName|externalId|iban|employeeNumber|profileUrl|emails|phoneNumbers|addresses|ims|photos|x509Certificates|streetAddress)\b/;

/** Shorter ones are too common to be looked for in what concerns others. */
const SHORTEST = 4;
/** How much of a long text a record keeps; see `changesText`. */
const CUT_TO = [120, 24];

/** The texts by which a person is mentioned in records of others. */
export class PersonTexts {
  private readonly texts = new Set<string>();

  add(...texts: readonly (string | null | undefined)[]): void {
    for (const text of texts) {
      const trimmed = text?.trim() ?? '';
      if (trimmed.length >= SHORTEST && trimmed !== ERASED) this.texts.add(trimmed);
    }
  }

  /** What the person was called earlier, as far as its own records tell. */
  addFrom(changes: readonly ReadChange[]): void {
    for (const { path, old, new: now } of changes) {
      if (IDENTIFYING.test(path)) for (const side of [old, now]) this.addLeaves(side);
    }
  }

  /** Finds any of the texts as whole words, in whatever letter case; undefined where there are none. */
  pattern(): RegExp | undefined {
    const known = [...this.texts].flatMap((text) => [
      text,
      ...CUT_TO.map((length) => beginning(text, length)),
    ]);
    const sources = [...new Set(known)].toSorted((one, other) => other.length - one.length).map(escaped);
    if (sources.length === 0) return undefined;
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  }

  private addLeaves(value: unknown): void {
    if (typeof value === 'string') this.add(value.replace(/…$/, ''), value.replace(/ \([^()]*\)$/, ''));
    else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) this.addLeaves(part);
    }
  }
}

/** A text, or what is left of a list or an object of texts, without those that the pattern finds. */
export function withoutPerson(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') return value.replace(pattern, ERASED);
  if (Array.isArray(value)) return value.map((part) => withoutPerson(part, pattern));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutPerson(part, pattern)]),
  );
}

function beginning(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
