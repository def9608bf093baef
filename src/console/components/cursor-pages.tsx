import type { FormFields } from '../form.js';

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
      {!isFirst && <a href={address(action, fields, null)}>Newest {what}</a>}
      {nextCursor !== null && <a href={address(action, fields, nextCursor)}>Older {what}</a>}
    </nav>
  );
}

function address(action: string, fields: FormFields, cursor: string | null): string {
  const query = new URLSearchParams([...fields].filter(([name, value]) => name !== 'cursor' && value !== ''));
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? action : `${action}?${query.toString()}`;
}
