-- refusal-reasons.ts refusalReasons: selectListed ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`code`, t.`durationMs`, t.`count`, t.`client` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- report-views.service.ts ReportViews.ownerPage: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ?

-- run-views.service.ts namesIn: selectListed Organization
SELECT t.`id`, t.`name` FROM `organizations` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- run-views.service.ts namesIn: selectListed User
SELECT t.`id`, t.`userName`, t.`displayName`, t.`formattedName`, t.`givenName`, t.`familyName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- run-views.service.ts namesIn: selectListed ManagingConnection
SELECT t.`ownerId`, t.`name`, t.`client` FROM `managing_connections` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?…))
