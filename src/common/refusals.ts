import { defineRefusal } from './define-refusal.js';

export const staleVersion = defineRefusal('stale', 'stale', {
  when: 'It has changed since the version in `If-Match`.',
  detail: 'The resource has changed since the version in If-Match. Read it again and repeat the change.',
});

export const invalidIfMatch = defineRefusal('invalid', 'invalid-if-match', {
  when: '`If-Match` does not name a version.',
  detail:
    'If-Match must be the ETag of the resource as it was read, such as W/"3". To change the resource regardless of its version, leave the header out.',
});

export const nestedTooDeeply = defineRefusal('invalid', 'nested-too-deeply', {
  when: 'The body is nested deeper than any resource is.',
  detail: (levels: number) =>
    `The body is nested deeper than ${levels} levels of lists and objects. No resource is this deep.`,
  example: [64],
});

export const tooManyMembers = defineRefusal('invalid', 'too-many-members', {
  when: 'An object in the body has more members than any resource has attributes.',
  detail: (most: number) =>
    `An object in the body has more than ${most} members. No resource has as many attributes.`,
  example: [5_000],
});

export const tooManyValues = defineRefusal('invalid', 'too-many-values', {
  when: 'The body has more values than one request may have.',
  detail: (most: number) => `The body has more than ${most} values. Send it in several requests.`,
  example: [300_000],
});
