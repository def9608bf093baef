import { counted } from '../../common/counted.js';
import type { ShownJob, UndoResult } from '../../undo/shown-job.js';
import type { UndoAftermath } from '../../undo/undo-aftermath.service.js';
import { DeactivatedAgain } from '../components/deactivated-again.js';
import { Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';

interface UndoJobPageProps {
  job: ShownJob;
  runId: string;
  aftermath: UndoAftermath | null;
}

/** How far an undo is, and once it has ended, its result. */
export function UndoJobPage({ job, runId, aftermath }: UndoJobPageProps) {
  return (
    <div id="undo" {...(!job.result && { 'data-live': `/undos/${job.id}` })}>
      <DeactivatedAgain aftermath={aftermath} isOwn />
      {job.result ? (
        <Ended job={job} result={job.result} runId={runId} />
      ) : (
        <Progress job={job} runId={runId} />
      )}
    </div>
  );
}

function Ended({ job: { state }, result, runId }: { job: ShownJob; result: UndoResult; runId: string }) {
  const { totals, undoRun } = result;
  return (
    <>
      <Panel title={state === 'done' ? 'Done' : 'Failed'}>
        <p>
          Restored {counted(totals.restore, 'value')}
          {totals.skip > 0 && `, left ${totals.skip} that somebody has changed since`}
          {totals.impossible > 0 && `; ${totals.impossible} could not be restored`}.
          {state === 'failed' && ' An error stopped it. Undo the run again: what is restored stays.'}
        </p>
        <p class="actions">
          <a href={`/runs/${undoRun}`}>Show what the undo changed</a>
          <a href={`/runs/${runId}`}>Back to the run</a>
        </p>
      </Panel>
      <UndoEntries title="Not possible" entries={result.impossible} total={totals.impossible} />
      <UndoEntries title="Left as it is" entries={result.skip} total={totals.skip} />
    </>
  );
}

function Progress({ job: { id, done, of }, runId }: { job: ShownJob; runId: string }) {
  return (
    <Panel title="Under way">
      <p>
        <label for="progress">
          {done.toLocaleString('en-GB')} of {of.toLocaleString('en-GB')} steps
        </label>{' '}
        <progress id="progress" max={Math.max(of, 1)} value={done} />
      </p>
      <p class="actions">
        <a href={`/undos/${id}`}>Refresh</a>
        <a href={`/runs/${runId}`}>Back to the run</a>
      </p>
      <p class="muted">You can leave this page. The undo goes on, also if the server restarts.</p>
    </Panel>
  );
}
