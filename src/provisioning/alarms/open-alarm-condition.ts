import { SYSTEM } from '../../platform/database/author.js';
import { all, any, equal, exists, not, present } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';

/** Nobody has marked the alarm as seen, and it has not been closed. */
export const IS_UNSEEN = not(present('acknowledgedAt'));

/** It is unseen, and not settled: a refused deactivation counts only while the person has access. */
export const IS_OPEN = all(
  IS_UNSEEN,
  any(not(equal('kind', 'refused-deactivation')), exists(User, { id: 'userId' }, equal('active', true))),
);

/**
 * The same as `IS_OPEN`, for statements across accounts, which are written by hand: open alarms, as `s`. The caller must limit
 * them to an account. `open-alarms.spec.ts` compares the two.
 */
export const OPEN_ALARMS = `"provisioning_alarms" s WHERE s."acknowledgedAt" IS NULL
  AND (s."kind" <> 'refused-deactivation' OR EXISTS (SELECT 1 FROM "users" u WHERE u."accountId" = s."accountId"
    AND u."id" = s."userId" AND u."active" = TRUE AND u."deletedAt" IS NULL))`;

/** An alarm that an undo has closed, but that nobody has seen. */
export const IS_CLOSED_BY_UNDO = equal('acknowledgedBy', SYSTEM.name);

/** Opens an alarm that an undo has closed, because what it is about goes on. */
export const REOPENED = { acknowledgedAt: null, acknowledgedBy: null } as const;
