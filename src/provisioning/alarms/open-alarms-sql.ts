/**
 * Alarms that nobody has marked as seen, as `s`; a refused deactivation counts only while the person has
 * access. The caller must limit them to an account.
 */
export const OPEN_ALARMS = `"provisioning_alarms" s WHERE s."acknowledgedAt" IS NULL
  AND (s."kind" <> 'refused-deactivation' OR EXISTS (SELECT 1 FROM "users" u WHERE u."accountId" = s."accountId"
    AND u."id" = s."userId" AND u."active" = TRUE AND u."deletedAt" IS NULL))`;
