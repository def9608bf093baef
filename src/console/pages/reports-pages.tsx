import type { Page } from '../../common/page.js';
import { REPORT_STATUSES } from '../../expenses/expense-report.entity.js';
import type { StoredReport } from '../../expenses/stored-report.js';
import { SelectField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { NextApprover, ReportStatusBadge } from '../components/report-marks.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { FormFields, FormRefusal } from '../form.js';
import { listAddress } from '../list-query.js';
import { shownTotal } from '../report-amount.js';
import type { ReportList } from '../report-views.service.js';
import { STATUS_WORDS, type Names } from '../report-words.js';

export interface ListProps extends ReportList {
  fields: FormFields;
  page: number;
  limit: number;
}

const NOUNS = ['report', 'reports'] as const;

const TITLE: Column<StoredReport> = {
  label: 'Report',
  cell: ({ id, title }) => <a href={`/reports/${id}`}>{title}</a>,
};
const OWNER: Column<StoredReport> = { label: 'Owner', cell: ({ ownerName }) => ownerName };
const TOTAL: Column<StoredReport> = { label: 'Total', cell: shownTotal };
const STATUS: Column<StoredReport> = {
  label: 'Status',
  cell: (report) => <ReportStatusBadge report={report} />,
};
const SUBMITTED: Column<StoredReport> = {
  label: 'Submitted',
  cell: ({ submittedAt }) => <Instant at={submittedAt} none="not yet" />,
};
const nextOf = (names: Names): Column<StoredReport> => ({
  label: 'Decides next',
  cell: (report) => <NextApprover report={report} names={names} />,
});

/** The reader's own reports. */
export function MyReportsPage({ items, total, names, fields, page, limit }: ListProps) {
  return (
    <>
      <p>
        <a class="button primary" href="/reports/new">
          New report
        </a>
      </p>
      {items.length === 0 ? (
        <Empty>
          <p>You have no expense reports here.</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={NOUNS} />
          <Table caption="My reports" columns={[TITLE, TOTAL, STATUS, nextOf(names)]} rows={items} />
        </>
      )}
      <Pager {...{ page, limit, total }} href={(number) => listAddress('/reports', fields, number)} />
    </>
  );
}

/** The reports of everybody. */
export function AllReportsPage({
  items,
  total,
  names,
  fields,
  page,
  limit,
  refusal,
}: ListProps & { refusal?: FormRefusal }) {
  return (
    <>
      <FilterForm action="/all-reports" label="Find reports" fields={fields} refusal={refusal}>
        <SelectField name="status" label="Status" options={STATUS_OPTIONS} />
        <SelectField name="waitingFor" label="Waiting for" options={WAITING_OPTIONS} />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>No expense reports found.</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={NOUNS} />
          <Table
            caption="Expense reports"
            columns={[TITLE, OWNER, TOTAL, STATUS, nextOf(names)]}
            rows={items}
          />
        </>
      )}
      <Pager {...{ page, limit, total }} href={(number) => listAddress('/all-reports', fields, number)} />
    </>
  );
}

const STATUS_OPTIONS = [
  { value: '', label: 'All' },
  ...REPORT_STATUSES.map((status) => ({ value: status, label: STATUS_WORDS[status].words })),
];

const WAITING_OPTIONS = [
  { value: '', label: 'Anything' },
  { value: 'no-approver', label: 'An approver' },
];

interface ApprovalsPageProps {
  waiting: Page<StoredReport>;
  /** Open reports of people who have left, which the reader may submit. */
  ofLeavers: readonly StoredReport[];
  fields: FormFields;
  page: number;
  limit: number;
}

/** What waits for the reader's decision. */
export function ApprovalsPage({ waiting, ofLeavers, fields, page, limit }: ApprovalsPageProps) {
  const { items, total } = waiting;
  return (
    <>
      {items.length === 0 ? (
        <Empty>
          <p>No reports are waiting for your decision.</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={NOUNS} />
          <Table caption="Approvals" columns={[TITLE, OWNER, TOTAL, SUBMITTED]} rows={items} />
        </>
      )}
      <Pager {...{ page, limit, total }} href={(number) => listAddress('/approvals', fields, number)} />
      {ofLeavers.length > 0 && (
        <section class="section">
          <h2>From people who have left</h2>
          <p>They can no longer submit these reports themselves. You can do that for them.</p>
          <Table caption="From people who have left" columns={[TITLE, OWNER, TOTAL]} rows={ofLeavers} />
        </section>
      )}
    </>
  );
}
