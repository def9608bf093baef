-- deliveries.service.ts Deliveries.page: select Delivery
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`state` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`webhookId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- deliveries.service.ts Deliveries.get: find Delivery
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- deliveries.service.ts Deliveries.repeat: find Delivery
SELECT t.`state` FROM `notification_deliveries` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- deliveries.service.ts Deliveries.repeat: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `attempts` = ?, `dueAt` = ? WHERE `notification_deliveries`.`accountId` = ? AND `notification_deliveries`.`id` = ?

-- delivery-claims.service.ts DeliveryClaims.claim: find Delivery
SELECT t.`id`, t.`attempts`, t.`dueAt`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`type` AS `type`, j0.`createdAt` AS `createdAt`, j0.`subject` AS `subject`, j0.`text` AS `text`, j0.`data` AS `data`, j1.`url` AS `url`, j1.`secret` AS `secret`, j1.`previousSecrets` AS `previous`, j1.`enabled` AS `enabled` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` WHERE t.`accountId` = ? AND (t.`id` = ? AND t.`dueAt` <= ?) ORDER BY t.`dueAt` LIMIT ? OFFSET ?
SELECT t.`id`, t.`attempts`, t.`dueAt`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`type` AS `type`, j0.`createdAt` AS `createdAt`, j0.`subject` AS `subject`, j0.`text` AS `text`, j0.`data` AS `data`, j1.`url` AS `url`, j1.`secret` AS `secret`, j1.`previousSecrets` AS `previous`, j1.`enabled` AS `enabled` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` WHERE t.`accountId` = ? AND (t.`webhookId` IS NULL AND t.`dueAt` <= ?) ORDER BY t.`dueAt` LIMIT ? OFFSET ?

-- delivery-claims.service.ts DeliveryClaims.claim: update Delivery
UPDATE `notification_deliveries` SET `dueAt` = ?, `attempts` = `attempts` + 1, `attemptedAt` = ? WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- delivery-claims.service.ts DeliveryClaims.finish: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `dueAt` = ?, `status` = ?, `error` = ? WHERE `notification_deliveries`.`accountId` = ? AND `notification_deliveries`.`id` = ?

-- delivery-claims.service.ts DeliveryClaims.finish: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `dueAt` = ?, `status` = ?, `error` = ? WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- delivery-claims.service.ts DeliveryClaims.release: update Delivery
UPDATE `notification_deliveries` SET `dueAt` = ?, `attempts` = `attempts` - 1 WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- delivery-claims.service.ts DeliveryClaims.account: find Account
SELECT t.`slug`, t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- expiry-warnings.service.ts ExpiryWarnings.warnAccount: update ClientSecret
UPDATE `oauth_client_secrets` SET `warnedAt` = ? WHERE `oauth_client_secrets`.`accountId` = ? AND (`oauth_client_secrets`.`id` = ? AND (`oauth_client_secrets`.`warnedAt` IS NULL OR `oauth_client_secrets`.`warnedAt` < ?))

-- expiry-warnings.service.ts ExpiryWarnings.warnAccount: update ApiKey
UPDATE `api_keys` SET `warnedAt` = ? WHERE `api_keys`.`accountId` = ? AND (`api_keys`.`id` = ? AND (`api_keys`.`warnedAt` IS NULL OR `api_keys`.`warnedAt` < ?))

-- expiry-warnings.service.ts nameOf: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- failure-digests.service.ts FailureDigests.collect: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a WHERE a.`removingSince` IS NULL AND ( EXISTS (SELECT 1 FROM `webhooks` w WHERE w.`accountId` = a.`id` AND w.`enabled` = 1 AND w.`kinds` LIKE ?) OR EXISTS (SELECT 1 FROM `mail_preferences` p WHERE p.`accountId` = a.`id` AND p.`failures` = 1))

-- failure-digests.service.ts FailureDigests.collectIn: find Account
SELECT t.`name` FROM `accounts` t WHERE (t.`id` = ? AND t.`removingSince` IS NULL) LIMIT ? OFFSET ?

-- failure-digests.service.ts FailureDigests.since: find Notification
SELECT t.`createdAt`, t.`data` FROM `notifications` t WHERE t.`accountId` = ? AND t.`kind` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- mail-preferences.service.ts MailPreferences.read: find MailPreference
SELECT t.`failures`, t.`alarm`, t.`silence`, t.`expiry`, t.`approvals` FROM `mail_preferences` t WHERE t.`accountId` = ? AND t.`userId` = ? LIMIT ? OFFSET ?

-- mail-preferences.service.ts MailPreferences.change: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- mail-preferences.service.ts MailPreferences.change: find MailPreference
SELECT t.`failures`, t.`alarm`, t.`silence`, t.`expiry`, t.`approvals` FROM `mail_preferences` t WHERE t.`accountId` = ? AND t.`userId` = ? LIMIT ? OFFSET ?

-- mail-preferences.service.ts MailPreferences.change: update MailPreference
UPDATE `mail_preferences` SET `failures` = ?, `alarm` = ?, `silence` = ?, `expiry` = ?, `approvals` = ? WHERE `mail_preferences`.`accountId` = ? AND `mail_preferences`.`userId` = ?

-- mail-preferences.service.ts MailPreferences.change: insert MailPreference
INSERT INTO `mail_preferences` (`accountId`, `userId`, `failures`, `alarm`, `silence`, `expiry`, `approvals`) VALUES (?…)

-- mail-preferences.service.ts MailPreferences.recipients: select User
SELECT t.`id`, j0.`alarm` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`approvals` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`expiry` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`failures` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`silence` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- notification-outbox.service.ts NotificationOutbox.add: select Webhook
SELECT t.`id`, t.`kinds` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`enabled` = ?

-- notification-outbox.service.ts NotificationOutbox.addFor: insert Notification
INSERT INTO `notifications` (`accountId`, `id`, `kind`, `type`, `createdAt`, `subject`, `text`, `data`) VALUES (?…)

-- notification-outbox.service.ts NotificationOutbox.addFor: insert Delivery
INSERT INTO `notification_deliveries` (`accountId`, `id`, `notificationId`, `webhookId`, `userId`, `state`, `attempts`, `dueAt`) VALUES (?…)

-- notification-outbox.service.ts mailsLeft: count Delivery
SELECT COUNT(*) AS total FROM `notification_deliveries` t WHERE t.`accountId` = ? AND (t.`userId` IS NOT NULL AND t.`id` >= ?)

-- notification-outbox.service.ts trim: find Delivery
SELECT t.`id` FROM `notification_deliveries` t WHERE t.`accountId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- notification-outbox.service.ts trim: delete Delivery
DELETE FROM `notification_deliveries` WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` <= ?)

-- notification-pruning.ts pruneNotifications: delete Notification
DELETE FROM `notifications` WHERE `notifications`.`accountId` = ? AND (`notifications`.`id` < ?)

-- notification-pruning.ts pruneNotifications: update Webhook
UPDATE `webhooks` SET `previousSecrets` = ?, `previousSecretsUntil` = ? WHERE `webhooks`.`accountId` = ? AND (`webhooks`.`previousSecretsUntil` <= ?)

-- notification-sender.service.ts destinations: queryAcrossAccounts
SELECT d.`accountId`, d.`webhookId` FROM `notification_deliveries` d JOIN `accounts` a ON a.`id` = d.`accountId` AND a.`removingSince` IS NULL WHERE d.`dueAt` <= ? GROUP BY d.`accountId`, d.`webhookId` ORDER BY MIN(d.`dueAt`) LIMIT ?

-- notification-tests.service.ts NotificationTests.add: count Notification
SELECT COUNT(*) AS total FROM `notifications` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`id` >= ?)

-- waiting-reports.service.ts WaitingReports.tell: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a JOIN `account_modules` m ON m.`accountId` = a.`id` AND m.`module` = 'expenses' AND m.`enabled` = 1 WHERE a.`removingSince` IS NULL AND EXISTS (SELECT 1 FROM `approval_steps` s JOIN `expense_reports` r ON r.`accountId` = s.`accountId` AND r.`id` = s.`reportId` AND r.`warnedAt` IS NULL WHERE s.`accountId` = a.`id` AND s.`waitingFor` = 'no-approver')

-- waiting-reports.service.ts WaitingReports.tellIn: find Account
SELECT t.`name` FROM `accounts` t WHERE (t.`id` = ? AND t.`removingSince` IS NULL) LIMIT ? OFFSET ?

-- waiting-reports.service.ts WaitingReports.tellIn: select ApprovalStep
SELECT t.`reportId` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`waitingFor` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `expense_reports` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`reportId` AND e0.`warnedAt` IS NULL)) ORDER BY t.`id` LIMIT ? OFFSET ?

-- waiting-reports.service.ts WaitingReports.tellIn: update ExpenseReport
UPDATE `expense_reports` SET `warnedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` IN (?…)

-- webhooks.service.ts WebhooksService.list: select Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil` FROM `webhooks` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- webhooks.service.ts WebhooksService.get: find Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- webhooks.service.ts WebhooksService.create: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- webhooks.service.ts WebhooksService.create: count Webhook
SELECT COUNT(*) AS total FROM `webhooks` t WHERE t.`accountId` = ?

-- webhooks.service.ts WebhooksService.create: insert Webhook
INSERT INTO `webhooks` (`accountId`, `id`, `url`, `kinds`, `enabled`, `createdAt`, `previousSecretsUntil`, `secret`) VALUES (?…)

-- webhooks.service.ts WebhooksService.change: update Webhook
UPDATE `webhooks` SET `url` = ?, `kinds` = ?, `enabled` = ? WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?

-- webhooks.service.ts WebhooksService.replaceSecret: find Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil`, t.`secret`, t.`previousSecrets` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- webhooks.service.ts WebhooksService.replaceSecret: update Webhook
UPDATE `webhooks` SET `secret` = ?, `previousSecrets` = ?, `previousSecretsUntil` = ? WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?

-- webhooks.service.ts WebhooksService.remove: delete Webhook
DELETE FROM `webhooks` WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?
