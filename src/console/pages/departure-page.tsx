import type { ComponentChildren } from 'preact';
import { counted } from '../../common/counted.js';
import type { StoredReport } from '../../expenses/stored-report.js';
import { Facts, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { DepartureView } from '../departure-views.service.js';
import { shownTotal } from '../report-amount.js';

/** What the deactivation of a person would do to expense reports. */
export function DeparturePage(props: DepartureView) {
  const { id, name, departure } = props;
  return (
    <>
      <Approvals {...props} />
      <Waiting {...props} />
      <Panel title="Own reports">
        <Facts
          facts={[
            { name: 'Submitted', value: submittedWords(departure.submittedReports) },
            { name: 'Open or rejected', value: openWords(departure.openReports) },
          ]}
        />
        <p>
          <a href={`/people/${id}`}>Back to {name}</a>
        </p>
      </Panel>
    </>
  );
}

function Approvals({ name, departure, finalApproverOf, deputyOf }: DepartureView) {
  const { stepsToDecide, managerOf } = departure;
  return (
    <Panel title="Approvals">
      <Facts
        facts={[
          { name: 'Waiting for a decision', value: decisionWords(stepsToDecide) },
          { name: 'Manager of', value: managerWords(managerOf) },
          { name: 'Final approver of', value: <Links items={finalApproverOf} to="/organizations" /> },
          { name: 'Deputy of', value: <Links items={deputyOf} to="/people" /> },
        ]}
      />
      <p>
        On deactivation, reports go to the next active person immediately, so nothing gets stuck. If {name}{' '}
        comes back, those reports stay where they are; later reports reach {name} again.
      </p>
    </Panel>
  );
}

const MOVED = 'Reports that go to somebody else';

function Waiting({ waiting, departure: { stepsToDecide } }: DepartureView) {
  if (waiting.length === 0) return null;
  return (
    <section class="section">
      <h2>{MOVED}</h2>
      {waiting.length < stepsToDecide && (
        <p>
          The first {waiting.length} of {stepsToDecide.toLocaleString('en-GB')}.
        </p>
      )}
      <Table caption={MOVED} columns={COLUMNS} rows={waiting} />
    </section>
  );
}

const COLUMNS: readonly Column<StoredReport>[] = [
  { label: 'Report', cell: ({ id, title }) => <a href={`/reports/${id}`}>{title}</a> },
  { label: 'Owner', cell: ({ ownerName }) => ownerName },
  { label: 'Total', cell: shownTotal },
];

const NONE = <span class="muted">none</span>;

function Links({ items, to }: { items: readonly { id: string; name: string }[]; to: string }) {
  if (items.length === 0) return NONE;
  return (
    <ul class="names">
      {items.map(({ id, name }) => (
        <li key={id}>
          <a href={`${to}/${id}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

const words = (count: number, text: string): ComponentChildren => (count === 0 ? NONE : text);

const decisionWords = (count: number) =>
  words(count, `${counted(count, 'report')}, which ${count === 1 ? 'goes' : 'go'} to the next approver`);

const managerWords = (count: number) =>
  words(
    count,
    `${counted(count, 'active person', 'active people')}, whose later reports go to the next active person above`,
  );

const submittedWords = (count: number) =>
  words(count, `${counted(count, 'report')}, which ${count === 1 ? 'goes' : 'go'} on and can be paid`);

const openWords = (count: number) =>
  words(
    count,
    `${counted(count, 'report')}, which the approval policy of the organization lets others submit for some days`,
  );
