import { counted } from '../../common/counted.js';
import type { FailureCause, FailureReport } from '../../provisioning/log/failure-causes.service.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { Instant } from './instant.js';

const MOST_CAUSES = 5;
const MOST_NAMES = 8;

interface FailureCausesProps {
  report: FailureReport;
  /** The address of the log. */
  log: string;
}

/** The failures by cause, each with one advice and those whom it concerns. */
export function FailureCauses({ report: { causes, isComplete }, log }: FailureCausesProps) {
  if (causes.length === 0) return <p class="muted">Nothing was refused and nothing failed.</p>;
  return (
    <>
      <ul class="causes">
        {causes.slice(0, MOST_CAUSES).map((cause) => (
          <Cause key={cause.code ?? cause.reason} cause={cause} log={log} />
        ))}
      </ul>
      {!isComplete && <p class="muted">There are more failures than these, the newest.</p>}
      <p>
        <a href={`${log}/causes`}>Show all failures by cause</a>
      </p>
    </>
  );
}

function Cause({ cause, log }: { cause: FailureCause; log: string }) {
  const { reason, advice, people, events, lastAt, examples } = cause;
  const shown = examples.slice(0, MOST_NAMES);
  return (
    <li class="cause">
      <h3>{sentence(reason)}</h3>
      <p class="muted">
        {counted(events, 'request')}
        {people > 0 && ` for ${counted(people, 'user or group', 'users and groups')}`}, last:{' '}
        <Instant at={lastAt} />
      </p>
      <p class="event-advice">{advice}</p>
      {shown.length > 0 && (
        <ul class="names">
          {shown.map(({ eventId, subject: { id, name } }) => (
            <li key={eventId}>
              <a href={`${log}/${eventId}`}>{name ?? id}</a>
            </li>
          ))}
          {people > shown.length && <li class="muted">and {people - shown.length} more</li>}
        </ul>
      )}
    </li>
  );
}
