import { TOTAL_OF, type Drifted, type DriftKind } from '../../provisioning/drift/comparison.js';
import { counted } from '../../common/counted.js';
import type { DriftResult } from '../../provisioning/drift/drift-store.service.js';
import { FileField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Empty, Facts, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { FormRefusal } from '../form.js';

/** What each kind of difference is called. */
export const KIND_WORDS: Readonly<Record<DriftKind, string>> = {
  'deactivated-there': 'Deactivated there, active here',
  'unknown-state': 'Unknown state in the list',
  'missing-here': 'Missing in Declaree',
  'missing-there': 'Missing in the list',
  differing: 'Different values',
};

/** What each kind means, and what to do. */
const ADVICE: Readonly<Record<DriftKind, string>> = {
  'deactivated-there':
    'These people may still log in to Declaree. Check that your identity provider deactivates users of this app, or deactivate them here.',
  'unknown-state':
    'Declaree does not know what these states mean, so these people may have left. Look them up, or write active or inactive into the list and compare again.',
  'missing-here': 'Assign these people to the app, or push them again.',
  'missing-there':
    'These people are active in Declaree only. If they have left, deactivate them. People whom you added by hand are listed here as well.',
  differing: 'Push the profile again, or correct the attribute mapping.',
};

const KINDS = ['deactivated-there', 'unknown-state', 'missing-here', 'missing-there', 'differing'] as const;

/** The form to upload a list, and the last comparison. */
export function DriftPage({
  result,
  refusal,
}: {
  result: DriftResult | undefined;
  refusal: FormRefusal | undefined;
}) {
  return (
    <>
      <Panel title="Upload a list">
        <p>
          Export the users of the app, or all users, from Okta, Entra ID or another product as a CSV file. The
          first line names the columns. People are matched by external id, then by user name.
        </p>
        <Form action="/drift" submit="Compare" refusal={refusal} hasFile>
          <FileField
            name="file"
            label="CSV file"
            accept=".csv,text/csv"
            hint="At most 10 MB and 100,000 users."
          />
        </Form>
      </Panel>
      {result ? (
        <Result result={result} />
      ) : (
        <Empty>
          <p>Nothing has been compared in the last 30 days.</p>
        </Empty>
      )}
    </>
  );
}

function Result({ result }: { result: DriftResult }) {
  const { comparedAt, fields, ignored, duplicates, totals, people } = result;
  const number = (count: number) => count.toLocaleString('en-GB');
  return (
    <>
      <NotCompared result={result} />
      <Panel title="Last comparison">
        <Facts
          facts={[
            { name: 'Compared', value: <Instant at={comparedAt} /> },
            { name: 'In Declaree', value: number(totals.here) },
            { name: 'In the list', value: number(totals.there) },
            { name: 'Without a difference', value: number(totals.same) },
            ...KINDS.map((kind) => ({ name: KIND_WORDS[kind], value: number(totals[TOTAL_OF[kind]]) })),
            { name: 'Compared fields', value: fields.join(', ') },
            ...(ignored.length > 0 ? [{ name: 'Columns not compared', value: ignored.join(', ') }] : []),
            ...(duplicates > 0 ? [{ name: 'Repeated lines', value: number(duplicates) }] : []),
          ]}
        />
        <p>
          <a class="button" href="/drift.csv">
            Download as CSV
          </a>
        </p>
      </Panel>
      {KINDS.map((kind) => (
        <Kind key={kind} kind={kind} total={totals[TOTAL_OF[kind]]} people={people} />
      ))}
    </>
  );
}

/** What the comparison does not cover. */
function NotCompared({ result: { totals, skipped, skippedRows } }: { result: DriftResult }) {
  if (totals.unknownState + skipped === 0) return null;
  return (
    <Message tone="attention">
      {totals.unknownState > 0 && (
        <p>
          {counted(totals.unknownState, 'person has', 'people have')} a state in the list that Declaree does
          not know. They are not counted as active; see below.
        </p>
      )}
      {skipped > 0 && (
        <p>
          {counted(skipped, 'row has', 'rows have')} no user name and {skipped === 1 ? 'was' : 'were'}{' '}
          skipped: {skippedRows.join(', ')}
          {skipped > skippedRows.length && ' and others'}. The heading is row 1; empty rows do not count.
        </p>
      )}
    </Message>
  );
}

function Kind({ kind, total, people }: { kind: DriftKind; total: number; people: readonly Drifted[] }) {
  const shown = people
    .filter((person) => person.kind === kind)
    .map((person) => ({ ...person, id: person.userId ?? person.userName }));
  if (total === 0) return null;
  return (
    <>
      <h2>
        {KIND_WORDS[kind]} ({total.toLocaleString('en-GB')})
      </h2>
      <p>
        {ADVICE[kind]}
        {shown.length < total && ` The first ${shown.length} are shown.`}
      </p>
      <Table
        caption={KIND_WORDS[kind]}
        columns={kind === 'differing' || kind === 'unknown-state' ? [PERSON, FIELDS] : [PERSON]}
        rows={shown}
      />
    </>
  );
}

const PERSON: Column<Drifted & { id: string }> = {
  label: 'Person',
  cell: ({ userId, userName }) => (userId === null ? userName : <a href={`/people/${userId}`}>{userName}</a>),
};

const FIELDS: Column<Drifted & { id: string }> = {
  label: 'Differences',
  cell: ({ fields }) => (
    <ul class="plain">
      {fields.map(({ field, here, there }) => (
        <li key={field}>
          {field}: {here ?? 'none'} here, {there ?? 'none'} in the list
        </li>
      ))}
    </ul>
  ),
};
