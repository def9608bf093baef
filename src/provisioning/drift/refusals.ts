import { defineRefusal } from '../../common/define-refusal.js';

export const noComparison = defineRefusal('not-found', 'no-comparison', {
  when: 'Nothing has been compared in the last 30 days.',
  detail:
    "There is no comparison from the last 30 days. Send your identity provider's user export (CSV) to compare it.",
});

export const noNameColumn = defineRefusal('invalid', 'no-name-column', {
  when: 'The first line of the list does not name a column that identifies users.',
  detail:
    'The first line does not name a column with the user names. Name it userName, login, Username or userPrincipalName.',
});

export const tooManyRows = defineRefusal('invalid', 'too-many-rows', {
  when: 'The list has more than 100,000 users.',
  detail: (most: number) => `The list has more than ${most} users, which is the maximum.`,
  example: [100_000],
});
