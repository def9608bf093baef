/** The kinds of notifications. Failures and reports without an approver are collected, everything else is sent at once. */
export const NOTIFICATION_KINDS = ['failures', 'alarm', 'silence', 'expiry', 'approvals'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** A test that somebody sends to see whether notifications arrive. Nobody subscribes to it. */
export const TEST_KIND = 'test';
export type MessageKind = NotificationKind | typeof TEST_KIND;

/** Which kinds are on. */
export type KindSwitches = Readonly<Record<NotificationKind, boolean>>;

/**
 * The mails of an administrator who has chosen nothing. What must not wait is on; failures are off, since some occur every
 * day in a large directory, and the console shows them.
 */
export const USUAL_MAILS: KindSwitches = {
  failures: false,
  alarm: true,
  silence: true,
  expiry: true,
  approvals: true,
};
