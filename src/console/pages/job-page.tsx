import { counted } from '../../common/counted.js';
import type {
  DeactivationResult,
  MadeLocalResult,
  ShownJob,
  UndoResult,
} from '../../provisioning/undo/shown-job.js';
import type { UndoAftermath } from '../../provisioning/undo/undo-aftermath.service.js';
import { DeactivatedAgain } from '../components/deactivated-again.js';
import { Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';
import type { UndoLinks } from '../undo-place.js';

interface JobPageProps {
  job: ShownJob;
  runId: string;
  aftermath: UndoAftermath | null;
  links: UndoLinks;
}

/** The progress of a job and, once it has ended, its result. */
export function JobPage({ job, runId, aftermath, links }: JobPageProps) {
  const isRunning = job.state === 'running';
  return (
    <div id="job" class="section" {...(isRunning && { 'data-live': addressOf(job, links) })}>
      <DeactivatedAgain aftermath={aftermath} isOwn={links.own !== null} />
      {isRunning && <Progress job={job} runId={runId} links={links} />}
      {job.result && <Ended job={job} result={job.result} runId={runId} links={links} />}
      {job.deactivation && <Deactivated job={job} result={job.deactivation} links={links} />}
      {job.madeLocal && <MadeLocal job={job} result={job.madeLocal} links={links} />}
    </div>
  );
}

/** Only administrators decide what becomes of managed people, so support has no other address for that. */
const addressOf = ({ kind, id }: ShownJob, { undos, own }: UndoLinks) =>
  kind === 'undo' || own === null ? `${undos}/${id}` : `/jobs/${id}`;

function Deactivated({
  job: { state },
  result,
  links,
}: Pick<JobPageProps, 'job' | 'links'> & { result: DeactivationResult }) {
  const { run, totals, keep } = result;
  return (
    <>
      <Panel title={state === 'done' ? 'Done' : 'Failed'}>
        <p>
          Deactivated {counted(totals.deactivate, 'user')}
          {totals.keep > 0 && `; ${totals.keep} stay active`}.
          {state === 'failed' && ' An error stopped it. Start it again to continue.'}
        </p>
        <RunOfJob run={run} links={links} />
      </Panel>
      <UndoEntries title="Stay active" entries={keep} total={totals.keep} isOwn={links.own !== null} />
    </>
  );
}

function MadeLocal({
  job: { state },
  result: { run, total },
  links,
}: Pick<JobPageProps, 'job' | 'links'> & { result: MadeLocalResult }) {
  return (
    <Panel title={state === 'done' ? 'Done' : 'Failed'}>
      <p>
        {counted(total, 'user or group', 'users and groups')} {total === 1 ? 'is' : 'are'} local now.
        {state === 'failed' && ' An error stopped it. Start it again to continue.'}
      </p>
      <RunOfJob run={run} links={links} />
    </Panel>
  );
}

function RunOfJob({ run, links }: Pick<JobPageProps, 'links'> & { run: string }) {
  return (
    <p class="actions">
      <a href={`${links.runs}/${run}`}>Show the run, or undo it</a>
      {links.own !== null && <a href="/provisioning-settings">Back to the settings</a>}
    </p>
  );
}

function Ended({
  job: { state },
  result,
  runId,
  links,
}: Pick<JobPageProps, 'job' | 'runId' | 'links'> & { result: UndoResult }) {
  const { totals, undoRun } = result;
  const isOwn = links.own !== null;
  return (
    <>
      <Panel title={state === 'done' ? 'Done' : 'Failed'}>
        <p>
          Restored {counted(totals.restore, 'value')}
          {totals.skip > 0 && `, left ${totals.skip} that somebody has changed since`}
          {totals.impossible > 0 && `; ${totals.impossible} could not be restored`}.
          {state === 'failed' &&
            ' An error stopped it. Undo the run again to continue. What has been restored stays restored.'}
        </p>
        <p class="actions">
          <a href={`${links.runs}/${undoRun}`}>Show what the undo changed</a>
          <a href={`${links.runs}/${runId}`}>Back to the run</a>
        </p>
      </Panel>
      <UndoEntries title="Not possible" entries={result.impossible} total={totals.impossible} isOwn={isOwn} />
      <UndoEntries title="Left as it is" entries={result.skip} total={totals.skip} isOwn={isOwn} />
    </>
  );
}

function Progress({ job, runId, links }: Pick<JobPageProps, 'job' | 'runId' | 'links'>) {
  const { kind, done, of } = job;
  return (
    <Panel title="In progress">
      <p>
        <label for="progress">
          {done.toLocaleString('en-GB')} of {of.toLocaleString('en-GB')} steps
        </label>{' '}
        <progress id="progress" max={Math.max(of, 1)} value={done} />
      </p>
      <p class="actions">
        <a href={addressOf(job, links)}>Refresh</a>
        <a href={`${links.runs}/${runId}`}>{kind === 'undo' ? 'Back to the run' : 'Show the run'}</a>
      </p>
      <p class="muted">You can leave this page. The job continues, even if the server restarts.</p>
    </Panel>
  );
}
