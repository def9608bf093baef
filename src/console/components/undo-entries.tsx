import type { UndoEntry } from '../../provisioning/undo/undo-entries.js';
import { planAddress } from '../undo-form.js';
import { Table, type Column } from './table.js';

/** How many entries a page shows of each kind; REST has more. */
const MOST_SHOWN = 200;

interface UndoEntriesProps {
  title: string;
  entries: readonly UndoEntry[];
  total: number;
  /** Whether the reader may open people and groups. */
  isOwn: boolean;
  /** The address of the run, to offer the undo for one person alone. */
  run?: string;
  /** The call that lists more of them, if not the plan of an undo. */
  call?: string;
}

/** What an undo restores, skips, or cannot do, and why. */
export function UndoEntries({ title, entries, total, isOwn, run, call }: UndoEntriesProps) {
  if (total === 0) return null;
  const shown = entries.slice(0, MOST_SHOWN);
  const rows = shown.map((entry) => ({ ...entry, resourceId: entry.id, id: `${entry.id} ${entry.path}` }));
  const hasReasons = shown.some(({ reason }) => reason !== undefined);
  return (
    <section class="section">
      <h2>
        {title}: {total.toLocaleString('en-GB')}
      </h2>
      <Table
        caption={title}
        columns={[
          isOwn ? LINKED_NAME : NAME,
          WHAT,
          ...(hasReasons ? [REASON] : []),
          ...(run === undefined ? [] : [onlyThis(run)]),
        ]}
        rows={rows}
        compact
      />
      {total > shown.length && (
        <p class="muted">
          These are the first {shown.length}. The API lists more:{' '}
          <code>POST /api/v1/{call ?? `${isOwn ? '' : 'support/accounts/…/'}provisioning/runs/…/undo`}</code>{' '}
          with <code>dryRun</code>.
        </p>
      )}
    </section>
  );
}

type Row = UndoEntry & { resourceId: string };

const NAME: Column<Row> = { label: 'Name', cell: ({ resourceId, name }) => name ?? resourceId };

const LINKED_NAME: Column<Row> = {
  label: 'Name',
  cell: ({ resourceType, resourceId, name }) => (
    <a href={`/${resourceType === 'User' ? 'people' : 'groups'}/${resourceId}`}>{name ?? resourceId}</a>
  ),
};

const WHAT: Column<Row> = { label: 'What', cell: ({ path }) => wordsOf(path) };

const REASON: Column<Row> = { label: 'Why', cell: ({ reason }) => reason ?? '' };

const onlyThis = (run: string): Column<Row> => ({
  label: 'Choose',
  cell: ({ resourceType, resourceId, name }) =>
    resourceType === 'User' ? (
      <a href={planAddress(run, { user: resourceId })} aria-label={`Only this person: ${name ?? resourceId}`}>
        Only this person
      </a>
    ) : (
      ''
    ),
});

const WORDS: Readonly<Record<string, string>> = {
  active: 'active or deactivated',
  created: 'delete it, since the run created it',
  deleted: 'bring it back',
  lastSeenAt: 'only looked up',
  managedBy: 'who manages it',
  organizationId: 'organization',
};

function wordsOf(path: string): string {
  return path.startsWith('members') ? 'membership' : (WORDS[path] ?? path);
}
