-- account-list.service.ts AccountList.page: queryAcrossAccounts
SELECT COUNT(*) AS total FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1

-- account-list.service.ts AccountList.page: queryAcrossAccounts
SELECT a.`id`, a.`slug`, a.`name`, a.`createdAt` FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1 ORDER BY (SELECT COALESCE(SUM(e.`count`), 0) FROM `provisioning_events` e WHERE e.`accountId` = a.`id` AND e.`outcome` = 'failure' AND e.`id` >= ?) DESC, a.`nameKey`, a.`id` LIMIT ? OFFSET ?
SELECT a.`id`, a.`slug`, a.`name`, a.`createdAt` FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1 ORDER BY (SELECT p.`lastCallAt` FROM `provisioning_activity` p WHERE p.`accountId` = a.`id`) IS NULL, (SELECT p.`lastCallAt` FROM `provisioning_activity` p WHERE p.`accountId` = a.`id`) DESC, a.`nameKey`, a.`id` LIMIT ? OFFSET ?
SELECT a.`id`, a.`slug`, a.`name`, a.`createdAt` FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1 ORDER BY COALESCE((SELECT SUM(b.`total`) FROM `user_blocks` b WHERE b.`accountId` = a.`id`), (SELECT COUNT(*) FROM `users` u WHERE u.`accountId` = a.`id` AND u.`deletedAt` IS NULL)) DESC, a.`nameKey`, a.`id` LIMIT ? OFFSET ?
SELECT a.`id`, a.`slug`, a.`name`, a.`createdAt` FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1 ORDER BY a.`id` DESC LIMIT ? OFFSET ?
SELECT a.`id`, a.`slug`, a.`name`, a.`createdAt` FROM `accounts` a WHERE (INSTR(a.`nameKey`, ?) > 0 OR INSTR(a.`slug`, ?) > 0 OR a.`id` = ? OR EXISTS (SELECT 1 FROM `users` u LEFT JOIN `user_values` v ON v.`accountId` = u.`accountId` AND v.`userId` = u.`id` AND v.`attribute` = 'emails' WHERE u.`accountId` = a.`id` AND u.`role` = 'admin' AND u.`deletedAt` IS NULL AND (INSTR(u.`userNameKey`, ?) > 0 OR INSTR(v.`valueKey`, ?) > 0))) AND 1 = 1 ORDER BY a.`nameKey`, a.`id` LIMIT ? OFFSET ?

-- account-overviews.service.ts AccountOverviews.read: queryAcrossAccounts
SELECT `accountId`, `module`, `enabled`, `changedAt`, `changedBy`, `reason` FROM `account_modules` WHERE `accountId` IN (?)

-- account-overviews.service.ts AccountOverviews.read: queryAcrossAccounts
SELECT `accountId`, `lastCallAt` FROM `provisioning_activity` WHERE `accountId` IN (?) AND `lastCallAt` IS NOT NULL

-- account-overviews.service.ts countRows: queryAcrossAccounts
SELECT `accountId`, COUNT(*) AS total FROM `groups` WHERE `accountId` IN (?) GROUP BY `accountId`
SELECT `accountId`, COUNT(*) AS total FROM `organizations` WHERE `accountId` IN (?) GROUP BY `accountId`

-- account-overviews.service.ts countUsers: queryAcrossAccounts
SELECT `accountId`, SUM(`total`) AS total, MAX(`lastId`) AS lastId FROM `user_blocks` WHERE `accountId` IN (?) GROUP BY `accountId`

-- account-overviews.service.ts totalForEach: queryAcrossAccounts
SELECT ? AS accountId, COUNT(*) AS total FROM `users` WHERE `accountId` = ? AND `id` > ? AND `deletedAt` IS NULL
SELECT ? AS accountId, SUM(`count`) AS total FROM `provisioning_events` WHERE `accountId` = ? AND `outcome` = 'failure' AND `id` >= ?
