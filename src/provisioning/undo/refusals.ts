import { defineRefusal, defineUnknown } from '../../common/define-refusal.js';
import { DEMO_IDS } from '../../common/demo-ids.js';

export const unknownJob = defineUnknown('job');

export const undoRunning = defineRefusal('conflict', 'undo-running', {
  when: 'A job is working on the run, or on one that it undoes, or that undoes it.',
  detail: (job: string) =>
    `The job "${job}" is working on this run, or on one that belongs to it. Wait until it has ended.`,
  example: [DEMO_IDS.run],
});

export const nothingKept = defineRefusal('conflict', 'nothing-to-undo', {
  when: 'The run has no changes, only refusals, or the journal no longer has them.',
  detail:
    'There is nothing to undo: no change of this run took effect, or its old values are no longer kept.',
});

export const scimIsOn = defineRefusal('conflict', 'scim-on', {
  detail: 'SCIM is on: deactivate people at the identity provider.',
  when: 'SCIM is on.',
});

export const nobodyManaged = defineRefusal('conflict', 'nobody-managed', {
  detail: 'There is nobody to deactivate: no active user is managed by an identity provider.',
});

export const nothingManaged = defineRefusal('conflict', 'nobody-managed', {
  id: 'nothing-managed',
  detail: 'Everybody is local already: no identity provider has written or looked up any user or group.',
});

export const deactivationRunning = defineRefusal('conflict', 'deactivation-running', {
  when: 'The people are being deactivated already.',
  detail: (job: string) => `The job "${job}" is deactivating them already. Wait until it has ended.`,
  example: [DEMO_IDS.job],
});

export const makeLocalRunning = defineRefusal('conflict', 'make-local-running', {
  when: 'The people and groups are being made local.',
  detail: (job: string) => `The job "${job}" is making everybody local. Wait until it has ended.`,
  example: [DEMO_IDS.job],
});
