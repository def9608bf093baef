-- last-calls.service.ts lastCalls: queryAcrossAccounts
SELECT a.`slug`, p.`lastCallAt`, p.`providerClient` FROM `provisioning_activity` p JOIN `accounts` a ON a.`id` = p.`accountId` JOIN `account_modules` m ON m.`accountId` = p.`accountId` AND m.`module` = 'scim' AND m.`enabled` = 1 WHERE p.`lastCallAt` IS NOT NULL ORDER BY p.`lastCallAt`, a.`slug` LIMIT ?
