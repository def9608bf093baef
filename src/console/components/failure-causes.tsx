import { counted } from '../../common/counted.js';
import {
  causeInWords,
  isCauseSolved,
  type FailureCause,
  type FailureReport,
} from '../../provisioning/log/failure-causes.service.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { Instant } from './instant.js';

const MOST_CAUSES = 5;
const MOST_NAMES = 8;

interface FailureCausesProps {
  report: FailureReport;
  /** How many failures the report reads at most. */
  most: number;
  /** The address of the log. */
  log: string;
}

/** The unsolved causes, each with its advice and whom it affects, and the number of solved ones. */
export function FailureCauses({ report: { causes, isComplete }, most, log }: FailureCausesProps) {
  const open = causes.filter((cause) => !isCauseSolved(cause));
  const solved = causes.length - open.length;
  return (
    <>
      {open.length > 0 && (
        <ul class="causes">
          {open.slice(0, MOST_CAUSES).map((cause) => (
            <Cause key={cause.eventId} cause={cause} isComplete={isComplete} log={log} />
          ))}
        </ul>
      )}
      {solved > 0 && (
        <p class="muted">
          {counted(solved, 'cause is', 'causes are')} solved: a later request succeeded for everybody.
        </p>
      )}
      {!isComplete && <p class="muted">Only the newest {most} failures are counted here.</p>}
      <p>
        <a href={`${log}/causes`}>Show all failures by cause</a>
      </p>
    </>
  );
}

function Cause({ cause, isComplete, log }: { cause: FailureCause; isComplete: boolean; log: string }) {
  const { advice, people, solved, events, lastAt, examples } = cause;
  const shown = examples.filter((example) => !example.solved).slice(0, MOST_NAMES);
  const more = people - solved - shown.length;
  const atLeast = isComplete ? '' : 'at least ';
  return (
    <li class="cause">
      <h3>{causeInWords(cause)}</h3>
      <p class="muted">
        {sentence(`${atLeast}${counted(events, 'request')}`)}
        {people > 0 && ` for ${atLeast}${counted(people, 'user or group', 'users and groups')}`}
        {solved > 0 && `, ${solved} solved since`}, last: <Instant at={lastAt} />
      </p>
      <p class="event-advice">{advice}</p>
      {shown.length > 0 && (
        <ul class="names">
          {shown.map(({ eventId, subject: { id, name } }) => (
            <li key={eventId}>
              <a href={`${log}/${eventId}`}>{name ?? id}</a>
            </li>
          ))}
          {more > 0 && (
            <li class="muted">
              and {atLeast}
              {more} more
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
