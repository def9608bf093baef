import { useContext } from 'preact/hooks';
import type { AlarmRow } from '../../provisioning/alarms/open-alarms.service.js';
import { counted } from '../../common/counted.js';
import { PageFrameContext } from '../page-frame.js';
import { HiddenField } from './fields.js';
import { PostButton } from './form.js';
import { Instant } from './instant.js';

/** The maximum number of people, and of runs, that are named. */
const NAMED_AT_MOST = 5;

interface AlarmsProps {
  alarms: readonly AlarmRow[];
  /** The address of the account's list of runs. */
  runs: string;
  /** Whether the reader belongs to the account, and can pause it, open its people and mark alarms as seen. */
  isOwn: boolean;
}

/** The open alarms of an account, in a box; nothing without any. */
export function AlarmBanner({ alarms, runs, isOwn }: AlarmsProps) {
  const { path } = useContext(PageFrameContext);
  const [newest] = alarms;
  if (!newest) return null;
  const others = alarms.filter(({ kind }) => kind !== 'refused-deactivation');
  const refused = alarms.filter(({ kind }) => kind === 'refused-deactivation');
  return (
    <section class="message bad alarms" aria-label="Alarms">
      <ul class="plain">
        {others.slice(0, NAMED_AT_MOST).map((alarm) => (
          <li key={alarm.id}>
            <strong>{alarm.detail}</strong> <Instant at={alarm.at} />.{' '}
            <More alarm={alarm} runs={runs} isOwn={isOwn} />
          </li>
        ))}
        {others.length > NAMED_AT_MOST && <li>{counted(others.length - NAMED_AT_MOST, 'more alarm')}.</li>}
        {refused.length > 0 && <Refused people={refused} isOwn={isOwn} />}
      </ul>
      {isOwn && (
        <PostButton action="/alarms/seen" label="Mark as seen">
          <HiddenField name="until" value={newest.id} />
          <HiddenField name="back" value={path} />
        </PostButton>
      )}
    </section>
  );
}

function More({
  alarm: { kind, runId },
  runs,
  isOwn,
}: { alarm: AlarmRow } & Pick<AlarmsProps, 'runs' | 'isOwn'>) {
  if (kind === 'mass-change' && runId !== null)
    return <a href={`${runs}/${runId}`}>See the run, or undo it</a>;
  if (!isOwn) return runId === null ? null : <a href={`${runs}/${runId}`}>See the run</a>;
  if (kind === 'deactivated-again' && runId !== null)
    return (
      <>
        <a href="/provisioning-settings/pause">Pause this connection</a> or{' '}
        <a href={`${runs}/${runId}`}>see the run</a>
      </>
    );
  return <a href="/doctor">Run the doctor</a>;
}

/** Support does not see who it is. */
function Refused({ people, isOwn }: { people: readonly AlarmRow[]; isOwn: boolean }) {
  const names = people.slice(0, NAMED_AT_MOST);
  const more = people.length - names.length;
  return (
    <li>
      <strong>
        {people.length === 1 ? 'One person still has access' : `${people.length} people still have access`},
        although the identity provider tried to deactivate them
      </strong>
      {isOwn && (
        <>
          {': '}
          {names.map(({ id, userId, userName }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a href={`/people/${userId}`}>{userName}</a>
            </span>
          ))}
          {more > 0 && ` and ${more} more`}
        </>
      )}
      .
    </li>
  );
}
