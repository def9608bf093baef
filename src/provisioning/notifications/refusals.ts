import { defineRefusal, defineUnknown } from '../../common/define-refusal.js';

export const unknownWebhook = defineUnknown('webhook');
export const unknownDelivery = defineUnknown('delivery');

export const tooManyWebhooks = defineRefusal('conflict', 'too-many-webhooks', {
  when: 'The account already has the maximum number of webhooks.',
  detail: (most: number) => `The account has ${most} webhooks, which is the maximum. Delete one.`,
  example: [5],
});

export const tooManyWebhookSecrets = defineRefusal('conflict', 'too-many-secrets', {
  id: 'too-many-webhook-secrets',
  when: 'Messages are already signed with the maximum number of previous secrets.',
  detail: (most: number) =>
    `Messages to the webhook are already signed with ${most} previous secrets, which is the maximum. End them at once, or wait.`,
  example: [3],
});

export const invalidWebhookUrl = defineRefusal('invalid', 'invalid-input', {
  id: 'invalid-webhook-url',
  when: 'The URL is not https, is too long, or contains a user or a fragment.',
  detail: (length: number) =>
    `The URL must be an https URL of at most ${length} characters, without a user and without "#".`,
  facts: { pointer: '/url' },
  example: [1_000],
});

export const privateWebhookUrl = defineRefusal('invalid', 'private-address', {
  when: 'The URL contains a private, loopback or link-local address.',
  detail: (host: string) => `${host} is not a public address. Webhooks are sent to public addresses only.`,
  facts: { pointer: '/url' },
  example: ['10.0.0.1'],
});

export const noKinds = defineRefusal('invalid', 'invalid-input', {
  id: 'no-kinds',
  when: 'The webhook has no kind of notification.',
  detail: 'Choose at least one kind of notification for the webhook.',
  facts: { pointer: '/kinds' },
});

export const tooManyTests = defineRefusal('throttled', 'too-many-tests', {
  when: 'The account has sent too many tests and repeated too many deliveries within the last hour.',
  detail: (most: number) =>
    `The account has sent ${most} tests or repeated deliveries within an hour, which is the maximum. Try again later.`,
  facts: { retryAfterSeconds: 600 },
  example: [30],
});

export const stillWaiting = defineRefusal('conflict', 'still-waiting', {
  when: 'The delivery is still being attempted.',
  detail: 'The delivery is still waiting for its next attempt, so it cannot be sent again yet.',
});

export const noMailAddress = defineRefusal('conflict', 'no-mail-address', {
  when: 'You have no mail address.',
  detail:
    'Your user has no e-mail address, and the user name is not one either. Add an e-mail address to your user.',
});
