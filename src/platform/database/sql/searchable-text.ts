import { Column } from 'typeorm';
import { invalid } from '../../../common/errors.js';
import { foldKey } from '../../../common/fold-key.js';

/**
 * A text of a person's or client's making: the column itself, as sent, and beside it the column `…Key` with its
 * folded form (`foldKey`), by which it is found and sorted whatever its letter case.
 */
export function SearchableText(): PropertyDecorator {
  return (target, property) => {
    Column({ type: 'text', nullable: true })(target, property);
    Column({ type: 'text', nullable: true })(target, `${String(property)}Key`);
  };
}

/** Lengths of texts that an index must hold. A folded text can be longer than what it was made from. */
export const NAME_LENGTH = 320;
export const KEY_LENGTH = 640;

/** The folded form of a text that is unique by it. Throws `invalid` where it does not fit its index. */
export function indexedKey(text: string, label: string, pointer: string): string {
  const key = foldKey(text);
  if (key.length > KEY_LENGTH) throw invalid(`${label} is too long.`, { pointer });
  return key;
}
