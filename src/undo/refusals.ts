import { defineRefusal, defineUnknown } from '../common/define-refusal.js';
import { DEMO_IDS } from '../common/demo-ids.js';

export const unknownJob = defineUnknown('job');

export const undoRunning = defineRefusal('conflict', 'undo-running', {
  when: 'The run is being undone, or one that it undoes, or one that undoes it.',
  detail: (job: string) =>
    `This run, or one that belongs to it, is being undone by the job "${job}". Wait until it has ended.`,
  example: [DEMO_IDS.run],
});

export const nothingKept = defineRefusal('conflict', 'nothing-to-undo', {
  when: 'The run has no changes, only refusals, or the journal no longer has them.',
  detail:
    'There is nothing to undo: no change of this run took effect, or its old values are no longer kept.',
});
