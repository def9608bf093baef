import type { ComponentChildren } from 'preact';
import { openStepOf, type StepRow } from '../../expenses/stored-report.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Faults, Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Badge, Facts, Panel } from '../components/panel.js';
import { ReportFields } from '../components/report-fields.js';
import { ReportStatusBadge } from '../components/report-marks.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields, FormRefusal } from '../form.js';
import { shownTotal } from '../report-amount.js';
import type { ReportRights, ReportView } from '../report-views.service.js';
import { originWords, OUTCOME_WORDS, STATUS_MEANING, waitingWords, type Names } from '../report-words.js';

/** A form of the page that was refused. */
export interface SentForm {
  name: keyof ReportRights | 'delete';
  fields: FormFields;
  refusal: FormRefusal;
}

interface ReportPageProps extends ReportView {
  sent?: SentForm | undefined;
}

/** An expense report: who has decided and who decides next, and what the reader can do with it. */
export function ReportPage(props: ReportPageProps) {
  const { report, names, sent } = props;
  return (
    <>
      {sent && !hasForm(props, sent.name) && <Faults refusal={sent.refusal} />}
      <Decision {...props} />
      <About {...props} />
      {report.steps.length > 0 && (
        <section class="section">
          <h2>Approvals</h2>
          <Table caption="Approvals" columns={stepColumns(names)} rows={report.steps} />
        </section>
      )}
      <OwnersForms {...props} />
      <OfficeForms {...props} />
    </>
  );
}

/** Whether the reader still sees the form, which shows why it was refused. */
const hasForm = ({ rights }: ReportPageProps, name: SentForm['name']): boolean =>
  name === 'delete' ? rights.change : rights[name];

/** What a form shows again after a refusal. */
const again = (sent: SentForm | undefined, name: SentForm['name']) =>
  sent?.name === name ? { fields: sent.fields, refusal: sent.refusal } : {};

function Version({ report: { version } }: Pick<ReportPageProps, 'report'>) {
  return <HiddenField name="version" value={String(version)} />;
}

function About({ report, names, organization, ownerPage, group }: ReportPageProps) {
  const { ownerId, ownerName, status, costCenter, department, submittedAt, submittedById } = report;
  const optional = (name: string, value: string | null) => (value === null ? [] : [{ name, value }]);
  const owner = ownerPage === undefined ? ownerName : <a href={ownerPage}>{ownerName}</a>;
  const open = openStepOf(report);
  return (
    <>
      {open?.waitingFor === 'no-approver' && <NoApprover />}
      <Panel title="About the report">
        <Facts
          facts={[
            { name: 'Status', value: <ReportStatusBadge report={report} /> },
            ...(open
              ? [{ name: 'Decides next', value: `${waitingWords(open, names)}${inGroup(group)}` }]
              : []),
            { name: 'Total', value: shownTotal(report) },
            { name: 'Owner', value: owner },
            { name: 'Organization', value: organization },
            ...optional('Department', department),
            ...optional('Cost center', costCenter),
            ...(submittedAt === null ? [] : [{ name: 'Submitted', value: <Instant at={submittedAt} /> }]),
            ...(submittedById === null || submittedById === ownerId
              ? []
              : optional('Submitted by', names.get(submittedById) ?? null)),
          ]}
        />
        <p>{STATUS_MEANING[status]}</p>
      </Panel>
    </>
  );
}

const inGroup = (group: string | undefined) =>
  group === undefined ? '' : `, or another member of the group ${group}`;

function NoApprover() {
  return (
    <Message tone="attention">
      <p>
        The report is waiting because nobody can approve it: there is no active person above the owner, and no
        final approver or administrator is left. An administrator or a controller can choose an approver. It
        continues automatically once somebody who can approve it is active again.
      </p>
    </Message>
  );
}

const stepColumns = (names: Names): readonly Column<StepRow>[] => [
  {
    label: 'Approver',
    cell: (step) => (step.state === 'open' ? waitingWords(step, names) : (names.get(step.approverId) ?? '–')),
  },
  { label: 'Why', cell: (step) => originWords(step, names) },
  {
    label: 'Decision',
    cell: ({ state }) => <Badge tone={OUTCOME_WORDS[state].tone}>{OUTCOME_WORDS[state].words}</Badge>,
  },
  { label: 'When', cell: ({ decidedAt }) => <Instant at={decidedAt} none="–" /> },
  { label: 'Note', cell: ({ note }) => note ?? <span class="muted">–</span> },
];

function Decision({ report, rights, sent }: ReportPageProps) {
  if (!rights.decide) return null;
  const action = `/reports/${report.id}`;
  return (
    <Panel title="Your decision">
      <p>
        <strong>{shownTotal(report)}</strong> for {report.ownerName}.
      </p>
      <Form
        action={`${action}/approve`}
        submit="Approve"
        other={{ action: `${action}/reject`, label: 'Reject' }}
        {...again(sent, 'decide')}
      >
        <Version report={report} />
        <TextField name="note" label="Note" hint="For the owner. You can leave it blank." />
      </Form>
    </Panel>
  );
}

type FormsProps = Pick<ReportPageProps, 'report' | 'rights' | 'sent'>;

function OwnersForms(props: FormsProps) {
  const { report, rights, sent } = props;
  return (
    <>
      {rights.submit && (
        <StepForm {...props} name="submit" title="Submit" submit="Submit the report">
          The report goes to the nearest active manager above its owner. It cannot be changed meanwhile.
        </StepForm>
      )}
      {rights.change && (
        <Panel title="Change">
          <Form action={`/reports/${report.id}`} submit="Save" {...again(sent, 'change')}>
            <Version report={report} />
            <ReportFields report={report} />
          </Form>
        </Panel>
      )}
      {rights.retract && (
        <StepForm {...props} name="retract" title="Take back" submit="Take the report back">
          The report is open again. You can change it and submit it again.
        </StepForm>
      )}
      {rights.change && (
        <StepForm {...props} name="delete" title="Delete" submit="Delete the report" tone="danger">
          The report and the decisions about it are deleted. This cannot be undone.
        </StepForm>
      )}
    </>
  );
}

function OfficeForms(props: FormsProps) {
  const { report, rights, sent } = props;
  return (
    <>
      {rights.close && (
        <StepForm {...props} name="close" title="Close" submit="Close the report">
          Close the report once it is paid.
        </StepForm>
      )}
      {rights.reassign && (
        <Panel title="Choose another approver">
          <Form
            action={`/reports/${report.id}/reassign`}
            submit="Choose this approver"
            {...again(sent, 'reassign')}
          >
            <Version report={report} />
            <TextField
              name="approver"
              label="User name"
              hint="Of any active person but the owner, such as anna@acme.example."
              required
            />
          </Form>
        </Panel>
      )}
    </>
  );
}

type StepFormProps = FormsProps & {
  name: SentForm['name'];
  title: string;
  submit: string;
  tone?: 'primary' | 'danger';
  /** What happens, in one or two sentences. */
  children: ComponentChildren;
};

/** A form that is only a button. */
function StepForm({ report, sent, name, title, submit, tone = 'primary', children }: StepFormProps) {
  return (
    <Panel title={title}>
      <p>{children}</p>
      <Form action={`/reports/${report.id}/${name}`} submit={submit} tone={tone} {...again(sent, name)}>
        <Version report={report} />
      </Form>
    </Panel>
  );
}
