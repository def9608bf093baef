import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { countWords, sourceWords } from '../run-words.js';
import { Instant } from './instant.js';
import { Badge } from './panel.js';
import { Table, type Column } from './table.js';

interface RunsTableProps {
  runs: readonly StoredRun[];
  /** The address of the list of runs. */
  action: string;
}

/** Runs with what each has done, in words. */
export function RunsTable({ runs, action }: RunsTableProps) {
  return <Table caption="Runs" columns={columnsOf(action)} rows={runs} />;
}

const columnsOf = (action: string): readonly Column<StoredRun>[] => [
  {
    label: 'When',
    cell: ({ id, firstAt }) => (
      <a href={`${action}/${id}`}>
        <Instant at={firstAt} />
      </a>
    ),
  },
  { label: 'Who', cell: (run) => <RunSource run={run} /> },
  {
    label: 'What happened',
    cell: (run) => (
      <div class="stack">
        <CountWords run={run} />
        <RunMarks run={run} />
      </div>
    ),
  },
];

/** Who made the changes of a run. */
export function RunSource({ run }: { run: Pick<StoredRun, 'via' | 'client' | 'actor'> }) {
  return (
    <div class="stack tight">
      <span>{sourceWords(run)}</span> <span class="muted">{run.actor}</span>
    </div>
  );
}

/** The counts of a run in words; those of removed access are bold. */
function CountWords({ run }: { run: StoredRun }) {
  const words = countWords(run);
  if (words.length === 0) return <span class="muted">nothing yet</span>;
  return (
    <span>
      {words.map(({ name, count, words: text }, index) => {
        const shown = `${count.toLocaleString('en-GB')} ${text}`;
        return (
          <span key={name}>
            {index > 0 && ', '}
            {NOTABLE.has(name) ? <strong>{shown}</strong> : shown}
          </span>
        );
      })}
    </span>
  );
}

const NOTABLE = new Set<string>(['deactivated', 'deleted', 'groupsDeleted', 'refused']);

/** Whether a run raised an alarm, undoes another one, or was undone, all of it or a part. */
export function RunMarks({ run: { alarmAt, undoOf, undoneBy, undoneInPart } }: { run: StoredRun }) {
  if (alarmAt === null && undoOf === null && undoneBy === null) return null;
  return (
    <span>
      {alarmAt !== null && <Badge tone="bad">Alarm</Badge>}{' '}
      {undoOf !== null && <Badge tone="quiet">Undoes another run</Badge>}{' '}
      {undoneBy !== null && <Badge tone="attention">{undoneInPart ? 'Partly undone' : 'Undone'}</Badge>}
    </span>
  );
}
