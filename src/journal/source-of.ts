import { firstCharacters } from '../common/first-characters.js';
import type { Author } from '../platform/database/author.js';
import { SOURCE_LENGTH } from './journal-change.entity.js';

/** Whose changes form a run together. */
export function sourceOf(
  { via, kind, id, name }: Pick<Author, 'via' | 'kind' | 'id' | 'name'>,
  undoId?: string,
): string {
  if (undoId !== undefined) return `undo:${undoId}`;
  return firstCharacters([via, kind, id ?? name].join(':'), SOURCE_LENGTH);
}
