import { ERASED } from '../accounts/erasures.js';
import { foldKey } from '../common/fold-key.js';
import type { ReadChange } from '../common/changes.js';
import { isErased } from '../users/personal-data.js';

/** Shorter texts are too common to be searched for in records about others. */
const SHORTEST = 4;
/** The lengths that records cut long texts to, in characters; see `changesText`. */
const CUT_TO = [120, 24];

/** The texts that may mention a person in records about others. */
export class PersonTexts {
  private readonly texts = new Set<string>();

  add(...texts: readonly (string | null | undefined)[]): void {
    for (const text of texts) {
      const trimmed = text?.trim() ?? '';
      if (trimmed.length < SHORTEST || trimmed === ERASED) continue;
      this.texts.add(trimmed);
      // Records also have folded forms, by which they are found.
      this.texts.add(foldKey(trimmed));
    }
  }

  /** Adds the fields of the person's row that identify the person. */
  addFields(row: object): void {
    for (const [name, value] of Object.entries(row)) {
      if (isErased(name) && typeof value === 'string') this.add(value);
    }
  }

  /** Adds the person's earlier names, taken from the changes in its own records. */
  addFrom(changes: readonly ReadChange[]): void {
    for (const { path, old, new: now } of changes) {
      if (isErased(path)) for (const side of [old, now]) this.addLeaves(side);
    }
  }

  /** A pattern that finds any of the texts as whole words, in any letter case; undefined if there are no texts. */
  pattern(): RegExp | undefined {
    const known = [...this.texts].flatMap((text) => [text, ...CUT_TO.map((length) => start(text, length))]);
    const sources = [...new Set(known)].toSorted((a, b) => b.length - a.length).map(escaped);
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

/** The text, list or object with every match of the pattern replaced by `ERASED`. */
export function withoutPerson(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') return value.replace(pattern, ERASED);
  if (Array.isArray(value)) return value.map((part) => withoutPerson(part, pattern));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutPerson(part, pattern)]),
  );
}

function start(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
