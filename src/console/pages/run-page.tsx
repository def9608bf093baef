import type { ComponentChildren } from 'preact';
import { MASK } from '../../support/masking.js';
import { Changes } from '../components/changes.js';
import { DeactivatedAgain } from '../components/deactivated-again.js';
import { Instant } from '../components/instant.js';
import { Badge, Empty, Facts, Panel } from '../components/panel.js';
import { RunMarks, RunSource } from '../components/runs-table.js';
import { Table, type Column } from '../components/table.js';
import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { addressWith } from '../list-query.js';
import type { FormFields } from '../form.js';
import type { RunDetails, ShownChange } from '../run-views.service.js';
import { countWords, KIND_WORDS } from '../run-words.js';

interface RunPageProps {
  details: RunDetails;
  /** The address of the list of runs. */
  action: string;
  fields: FormFields;
  /** What can be done about the run, below its counts. */
  actions?: ComponentChildren;
  /** What else the run has done, before its changes. */
  effects?: ComponentChildren;
  /** Whether the reader may open people and groups, and take the changes as a file. */
  isOwn: boolean;
}

const GONE = 'Its changes are no longer kept. The provisioning log may still have them.';

/** A run: who, when, how many of each kind, and its changes with names and values. */
export function RunPage({ details, action, fields, actions, effects, isOwn }: RunPageProps) {
  const { run, changes } = details;
  const address = `${action}/${run.id}`;
  return (
    <>
      <DeactivatedAgain aftermath={details.aftermath} isOwn={isOwn} />
      <Panel title="About the run">
        <Counts details={details} />
        <AboutRun details={details} action={action} />
        {actions}
      </Panel>
      {effects}
      <section class="section">
        <h2>Changes</h2>
        {isOwn && (
          <p class="actions">
            <a href={`${address}/changes.csv`}>Download as CSV</a>
            <a href={`${address}/changes.jsonl`}>Download as JSON Lines</a>
          </p>
        )}
        {changes.length === 0 ? (
          <Empty>
            <p>{hasChanged(details.run) ? GONE : 'It did not change anything.'}</p>
          </Empty>
        ) : (
          <Table caption="Changes" columns={isOwn ? OWN_COLUMNS : COLUMNS} rows={changes} />
        )}
        <LaterChanges address={address} fields={fields} nextCursor={details.nextCursor} />
      </section>
    </>
  );
}

const hasChanged = (run: StoredRun) => countWords(run).length > 0;

function Counts({ details: { run } }: Pick<RunPageProps, 'details'>) {
  const words = countWords(run);
  if (words.length === 0) return null;
  return (
    <ul class="counts">
      {words.map(({ name, count, words: text }) => (
        <li key={name}>
          <strong>{count.toLocaleString('en-GB')}</strong> {text}
        </li>
      ))}
    </ul>
  );
}

function AboutRun({ details: { run }, action }: Pick<RunPageProps, 'details' | 'action'>) {
  const { firstAt, lastAt, undoOf, undoneBy, alarmAt } = run;
  const runLink = (id: string, text: string) => <a href={`${action}/${id}`}>{text}</a>;
  return (
    <Facts
      facts={[
        { name: 'Who', value: <RunSource run={run} /> },
        { name: 'First change', value: <Instant at={firstAt} /> },
        { name: 'Last change', value: <Instant at={lastAt} /> },
        ...(alarmAt === null ? [] : [{ name: 'Alarm', value: <Instant at={alarmAt} /> }]),
        ...(undoOf === null ? [] : [{ name: 'Undoes', value: runLink(undoOf, 'another run') }]),
        ...(undoneBy === null
          ? []
          : [
              {
                name: 'Undone',
                value: (
                  <>
                    {runLink(undoneBy, 'by another run')} <RunMarks run={{ ...run, alarmAt: null }} />
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

function LaterChanges({
  address,
  fields,
  nextCursor,
}: {
  address: string;
  fields: FormFields;
  nextCursor: string | null;
}) {
  const isFirst = (fields.get('cursor') ?? '') === '';
  if (isFirst && nextCursor === null) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {!isFirst && <a href={addressWith(address, fields, { cursor: '' })}>First changes</a>}
      {nextCursor !== null && (
        <a href={addressWith(address, fields, { cursor: nextCursor })}>Later changes</a>
      )}
    </nav>
  );
}

const nameOf = ({ subject, name, resourceType }: ShownChange) =>
  subject?.name ?? name ?? (resourceType === 'User' ? 'A user' : 'A group');

const columnsWith = (name: Column<ShownChange>['cell']): readonly Column<ShownChange>[] => [
  { label: 'Name', cell: name },
  { label: 'What', cell: ({ kind }) => <Badge tone={KIND_WORDS[kind].tone}>{KIND_WORDS[kind].words}</Badge> },
  { label: 'Values', cell: (change) => change.reason ?? <Values values={change.values} /> },
  { label: 'When', cell: ({ time }) => <Instant at={time} /> },
];

const OWN_COLUMNS = columnsWith((change) =>
  change.subject ? <a href={change.subject.href}>{nameOf(change)}</a> : nameOf(change),
);

const COLUMNS = columnsWith(nameOf);

function Values({ values }: Pick<ShownChange, 'values'>) {
  // The kind says it already.
  const shown = values.filter(({ path }) => path !== 'active');
  if (shown.length === 0) return <span class="muted">–</span>;
  const isMasked = JSON.stringify(shown).includes(MASK);
  return (
    <>
      <Changes changes={shown} />
      {isMasked && <span class="hidden-text">Some values are masked.</span>}
    </>
  );
}
