import { counted } from '../../common/counted.js';
import {
  causeInWords,
  type FailureCause,
  type FailureExample,
  type FailureReport,
} from '../../provisioning/log/failure-causes.service.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Badge, Empty, Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import { addressWith } from '../list-query.js';

export const CAUSES_LEAD =
  'What was refused or failed in the last 7 days, or since the day that you choose: who is affected, and what to do. A person or group is solved once a later request for it succeeds. Times are in UTC.';

interface CausesPageProps {
  /** The address of the log. */
  log: string;
  fields: FormFields;
  refusal?: FormRefusal | undefined;
  /** The failures since an instant, the beginning of a day in UTC. */
  found?: { since: Date; report: FailureReport };
}

/** The failures of an account by cause, each with its advice and whom it affects. */
export function CausesPage({ log, fields, refusal, found }: CausesPageProps) {
  const since = found?.since.toISOString().slice(0, 'yyyy-mm-dd'.length) ?? '';
  const shown = found ? new Map([...fields, ['since', since]]) : fields;
  return (
    <>
      <FilterForm action={`${log}/causes`} label="Choose a time" fields={shown} refusal={refusal}>
        <TextField name="since" label="Since" type="date" />
      </FilterForm>
      {found && <Totals {...found.report} />}
      {found?.report.causes.map((cause) => (
        <Cause key={cause.eventId} cause={cause} log={log} since={since} />
      ))}
      <p>
        <a href={log}>Show all events</a>
      </p>
    </>
  );
}

function Totals({ causes, people, solved, events, isComplete }: FailureReport) {
  if (causes.length === 0) {
    return (
      <Empty>
        <p>No requests were refused or failed in this period.</p>
      </Empty>
    );
  }
  const atLeast = isComplete ? '' : 'at least ';
  return (
    <>
      {!isComplete && (
        <Message tone="attention">
          <p>There are too many failures to count them all. These are the newest. Choose a later date.</p>
        </Message>
      )}
      <p class="total">
        {sentence(`${atLeast}${counted(events, 'request')}`)} failed, for {atLeast}
        {counted(people, 'user or group', 'users and groups')}; {solved} solved since.
      </p>
    </>
  );
}

function Cause({ cause, log, since }: { cause: FailureCause; log: string; since: string }) {
  const { eventId, reason, advice, people, solved, events, firstAt, lastAt, examples } = cause;
  return (
    <Panel title={causeInWords(cause)}>
      <p>
        {people > 0 && `${counted(people, 'user or group', 'users and groups')}, ${solved} solved; `}
        {counted(events, 'request')} from <Instant at={firstAt} /> to <Instant at={lastAt} />.
      </p>
      <p class="event-advice">{advice}</p>
      {examples.length > 0 && (
        <ul class="cases">
          {examples.map((example) => (
            <Example key={example.eventId} example={example} log={log} />
          ))}
        </ul>
      )}
      {people > examples.length && <p>And {people - examples.length} more.</p>}
      <p>
        <a href={addressWith(log, new Map(), { cause: eventId, since })}>
          Show all events<span class="hidden-text"> with this cause: {reason}</span>
        </a>
      </p>
    </Panel>
  );
}

function Example({ example: { subject, eventId, solved }, log }: { example: FailureExample; log: string }) {
  return (
    <li>
      <a href={`${log}/${eventId}`}>{subject.name ?? subject.id}</a>{' '}
      {solved ? <Badge tone="good">Solved</Badge> : <Badge tone="bad">Not solved</Badge>}
    </li>
  );
}
