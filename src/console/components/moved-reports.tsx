import { counted } from '../../common/counted.js';
import { grouped } from '../../common/grouped.js';
import type { Effect } from '../../expenses/departures.service.js';
import type { FormFields } from '../form.js';
import { addressWith } from '../list-query.js';

/** How many moved reports a page shows at once. */
const REPORTS_A_PAGE = 100;

/** The moved reports of a page, and one more if there are others after them. */
export const movedWindow = (page: number) => ({
  limit: REPORTS_A_PAGE + 1,
  offset: (page - 1) * REPORTS_A_PAGE,
});

interface MovedReportsProps {
  /** The address of the page that shows them. */
  action: string;
  fields: FormFields;
  /** The reports that `movedWindow` selected. */
  moved: readonly Effect[];
  /** From 1. */
  page: number;
}

/** Lists the expense reports that an event or a run moved to another approver. Renders nothing if there are none. */
export function MovedReports({ action, fields, moved, page }: MovedReportsProps) {
  if (moved.length === 0) return null;
  const shown = moved.slice(0, REPORTS_A_PAGE);
  const hasMore = moved.length > shown.length;
  const toPage = (reports: string) => addressWith(action, fields, { reports });
  return (
    <section class="panel">
      <h2>Expense reports</h2>
      {[...grouped(shown, moveWords)].map(([words, group]) => (
        <div key={words} class="stack">
          <p>
            {counted(group.length, 'expense report')} {words}
          </p>
          <ul>
            {group.map(({ reportId, title, ownerName }) => (
              <li key={reportId}>
                <a href={`/reports/${reportId}`}>{title}</a> of {ownerName}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {(hasMore || page > 1) && (
        <nav class="pager" aria-label="Pages of expense reports">
          {page > 1 && <a href={toPage('')}>First reports</a>}
          {hasMore && <a href={toPage(String(page + 1))}>More reports</a>}
        </nav>
      )}
    </section>
  );
}

const GONE = 'an erased user';

function moveWords({ fromId, fromName, toId, toName }: Effect): string {
  const to = toName ?? GONE;
  if (fromId === null) return `waited for an approver and went to ${to}`;
  if (toId === null) return `went from ${fromName ?? GONE} to nobody, and is waiting for an approver`;
  return `went from ${fromName ?? GONE} to ${to}`;
}
