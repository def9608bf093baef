import type { FormFields } from '../form.js';
import { addressWith } from '../list-query.js';

interface CursorPagesProps {
  /** What the list shows, as in `Older events`. */
  what: string;
  /** The page's own path. */
  action: string;
  fields: FormFields;
  nextCursor: string | null;
}

/** The ways to the newest entries of a list, and to older ones than are shown. */
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
