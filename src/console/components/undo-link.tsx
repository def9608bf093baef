import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { UNDOABLE } from '../../provisioning/undo/undo-choice.js';

/** Leads to the plan of an undo, if the run changed anything; `runs` is the address of the list of runs. */
export function UndoLink({ run, runs }: { run: StoredRun; runs: string }) {
  if (UNDOABLE.every((name) => run[name] === 0)) return null;
  return (
    <p class="actions">
      <a class="button" href={`${runs}/${run.id}/undo`}>
        Undo…
      </a>
      <span class="muted">Shows first what would be restored.</span>
    </p>
  );
}
