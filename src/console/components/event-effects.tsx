import { counted } from '../../common/counted.js';
import type { ShownMove } from '../../expenses/departures.service.js';

/** How many moved reports the page of an event shows at once. */
export const EFFECTS_A_PAGE = 100;

interface EventEffectsProps {
  eventId: string;
  /** One more than a page if there are others after it. */
  moves: readonly ShownMove[];
  isFirst: boolean;
}

/** Which expense reports an event took from one approver to the next. */
export function EventEffects({ eventId, moves, isFirst }: EventEffectsProps) {
  const shown = moves.slice(0, EFFECTS_A_PAGE);
  const last = shown.at(-1);
  if (!last) return null;
  const hasMore = moves.length > shown.length;
  return (
    <section class="panel">
      <h2>Expense reports</h2>
      {[...groupsOf(shown)].map(([words, group]) => (
        <div key={words} class="stack">
          <p>
            {counted(group.length, 'expense report')} {words}
          </p>
          <ul>
            {group.map(({ id, reportId, title, ownerName }) => (
              <li key={id}>
                <a href={`/reports/${reportId}`}>{title}</a> of {ownerName}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {(hasMore || !isFirst) && (
        <nav class="pager" aria-label="Pages">
          {!isFirst && <a href={`/log/${eventId}`}>First reports</a>}
          {hasMore && <a href={`/log/${eventId}?after=${last.id}`}>More reports</a>}
        </nav>
      )}
    </section>
  );
}

/** The moves by where they went, in words. */
function groupsOf(moves: readonly ShownMove[]): ReadonlyMap<string, readonly ShownMove[]> {
  const groups = new Map<string, ShownMove[]>();
  for (const move of moves) {
    const words = moveWords(move);
    groups.set(words, [...(groups.get(words) ?? []), move]);
  }
  return groups;
}

const GONE = 'somebody who is gone';

function moveWords({ fromId, fromName, toId, toName }: ShownMove): string {
  const to = toName ?? GONE;
  if (fromId === null) return `waited for an approver and went to ${to}`;
  if (toId === null) return `went from ${fromName ?? GONE} to nobody, and waits for an approver`;
  return `went from ${fromName ?? GONE} to ${to}`;
}
