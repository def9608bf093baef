import type { FormFields } from '../form.js';
import { addressWith } from '../list-query.js';

interface CursorPagesProps {
  /** The name of the rows, as in `Older events`. */
  what: string;
  action: string;
  fields: FormFields;
  nextCursor: string | null;
}

export function CursorPages({ what, action, fields, nextCursor }: CursorPagesProps) {
  const isFirst = (fields.get('cursor') ?? '') === '';
  if (isFirst && nextCursor === null) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {!isFirst && <a href={addressWith(action, fields, { cursor: '' })}>Newest {what}</a>}
      {nextCursor !== null && <a href={addressWith(action, fields, { cursor: nextCursor })}>Older {what}</a>}
    </nav>
  );
}
