import { defineRefusal } from '../../../common/define-refusal.js';

const RETRY = { retryAfterSeconds: 2 };

export const tooCostly = defineRefusal('invalid', 'too-costly', {
  when: 'The search would take too long.',
  detail:
    'This search would take too long. Compare with "eq", use fewer conditions, leave out the sort order, or request fewer results.',
});

export const outcomeUnknown = defineRefusal('unavailable', 'outcome-unknown', {
  when: 'The connection to the database was lost during the change.',
  detail:
    'The connection to the database was lost while it stored the change. Check the current state before you send it again.',
  facts: RETRY,
});

export const databaseAway = defineRefusal('unavailable', 'unavailable', {
  when: 'The database does not answer.',
  detail: 'The database does not answer at the moment. Try again shortly.',
  facts: RETRY,
});
