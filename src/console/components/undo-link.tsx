import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { UNDOABLE } from '../../provisioning/undo/undo-choice.js';

/** Leads to the plan of an undo, if the run changed anything. */
export function UndoLink({ run }: { run: StoredRun }) {
  if (UNDOABLE.every((name) => run[name] === 0)) return null;
  return (
    <p class="actions">
      <a class="button" href={`/runs/${run.id}/undo`}>
        Undo…
      </a>
      <span class="muted">Shows first what would be restored.</span>
    </p>
  );
}
