import { Column } from 'typeorm';

/**
 * A text from a person or client. The column itself has it as sent. The column `…Key` has its folded form
 * (`foldKey`), by which it is found and sorted regardless of letter case.
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
