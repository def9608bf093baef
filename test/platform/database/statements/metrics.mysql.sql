-- background-work-metrics.service.ts BackgroundWorkMetrics.read: queryAcrossAccounts
SELECT d.`webhookId` IS NULL AS `isMail`, COUNT(*) AS `total`, MIN(d.`dueAt`) AS `oldest` FROM `notification_deliveries` d JOIN `accounts` a ON a.`id` = d.`accountId` AND a.`removingSince` IS NULL WHERE d.`dueAt` <= ? GROUP BY d.`webhookId` IS NULL

-- background-work-metrics.service.ts BackgroundWorkMetrics.read: queryAcrossAccounts
SELECT j.`state`, COUNT(*) AS `total`, MIN(j.`leaseUntil`) AS `lease` FROM `accounts` a JOIN `undo_jobs` j ON j.`accountId` = a.`id` AND j.`state` IN (?…) WHERE j.`finishedAt` IS NULL OR j.`finishedAt` >= ? GROUP BY j.`state`

-- background-work-metrics.service.ts BackgroundWorkMetrics.read: queryAcrossAccounts
SELECT COUNT(*) AS `total`, MIN(s.`leaseUntil`) AS `lease` FROM `role_sweeps` s WHERE NOT EXISTS ( SELECT 1 FROM `role_sweeps` o WHERE o.`accountId` = s.`accountId` AND o.`id` < s.`id`)

-- periodic-gauge.ts PeriodicGauge.refresh: queryAcrossAccounts
SELECT a.`slug`, c.`lastCallAt`, c.`client` FROM `connection_calls` c JOIN `accounts` a ON a.`id` = c.`accountId` JOIN `account_modules` m ON m.`accountId` = c.`accountId` AND m.`module` = 'scim' AND m.`enabled` = 1 WHERE EXISTS (SELECT 1 FROM `users` u WHERE u.`accountId` = c.`accountId` AND u.`id` = c.`ownerId` AND u.`active` = 1 AND u.`role` = 'admin' AND u.`deletedAt` IS NULL) OR EXISTS (SELECT 1 FROM `oauth_clients` o WHERE o.`accountId` = c.`accountId` AND o.`id` = c.`ownerId`) ORDER BY c.`lastCallAt`, a.`slug` LIMIT ?
SELECT a.`slug`, s.`kind`, COUNT(*) AS `total` FROM `accounts` a JOIN `provisioning_alarms` s WHERE s.`acknowledgedAt` IS NULL AND (s.`kind` <> 'refused-deactivation' OR EXISTS (SELECT 1 FROM `users` u WHERE u.`accountId` = s.`accountId` AND u.`id` = s.`userId` AND u.`active` = TRUE AND u.`deletedAt` IS NULL)) AND s.`accountId` = a.`id` GROUP BY a.`slug`, s.`kind` ORDER BY a.`slug`, s.`kind` LIMIT ?
SELECT a.`slug`, s.`waitingFor`, COUNT(*) AS `total` FROM `accounts` a JOIN `approval_steps` s ON s.`accountId` = a.`id` AND s.`waitingFor` IN ('no-approver', 'reroute') GROUP BY a.`slug`, s.`waitingFor` ORDER BY a.`slug`, s.`waitingFor` LIMIT ?
SELECT k.`clientId`, MAX(s.`expiresAt`) AS `endsAt` FROM `oauth_catalogue_secrets` s JOIN `oauth_catalogue_clients` k ON k.`id` = s.`catalogueClientId` GROUP BY k.`clientId` ORDER BY k.`clientId` LIMIT ?
