-- account-rounds.ts AccountRounds.forEachAccount: select Account
SELECT t.`id` FROM `accounts` t WHERE 1 = 1

-- account-rounds.ts AccountRounds.lockEachAccount: find Account
SELECT t.`name` FROM `accounts` t WHERE (t.`id` = ? AND t.`removingSince` IS NULL) LIMIT ? OFFSET ? FOR UPDATE

-- accounts-with-due.ts accountsWithDue: select Account
SELECT t.`id`, j0.`leaseUntil` AS `leaseUntil` FROM `accounts` t JOIN `reroute_jobs` j0 ON j0.`accountId` = t.`id` WHERE 1 = 1
SELECT t.`id`, j0.`leaseUntil` AS `leaseUntil` FROM `accounts` t JOIN `role_sweeps` j0 ON j0.`accountId` = t.`id` WHERE 1 = 1

-- accounts.service.ts AccountsService.findBySlug: find Account
SELECT t.`id`, t.`slug`, t.`name`, t.`createdAt` FROM `accounts` t WHERE t.`slug` = ? LIMIT ? OFFSET ?

-- accounts.service.ts AccountsService.getById: find Account
SELECT t.`id`, t.`slug`, t.`name`, t.`createdAt` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- accounts.service.ts AccountsService.insertNumbered: select Account
SELECT t.`slug` FROM `accounts` t WHERE (t.`slug` >= ? AND t.`slug` < ? AND SUBSTR(t.`slug`, 1, ?) = ?)

-- accounts.service.ts AccountsService.tryInsert: insert Account
INSERT INTO `accounts` (`id`, `name`, `createdAt`, `slug`, `nameKey`, `largestUser`, `roleSweeps`) VALUES (?…)

-- audit.service.ts AuditService.list.ids: select AuditEntry
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`ix_audit_entries_actor_id`) WHERE t.`accountId` = ? AND (t.`actorId` = ? AND (t.`actor` = ?) AND (t.`action` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`ix_audit_entries_actor_id`) WHERE t.`accountId` = ? AND (t.`actorId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`ix_audit_entries_subject`) WHERE t.`accountId` = ? AND (t.`subjectId` = ? AND (t.`actor` = ?) AND (t.`action` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`ix_audit_entries_subject`) WHERE t.`accountId` = ? AND (t.`subjectId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- audit.service.ts AuditService.select: select AuditEntry
SELECT t.`id`, t.`time`, t.`actor`, t.`actorKind`, t.`actorId`, t.`via`, t.`address`, t.`action`, t.`subjectType`, t.`subjectId`, t.`subjectName`, t.`changes`, t.`detail` FROM `audit_entries` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`actorKind`, t.`actorId`, t.`via`, t.`address`, t.`action`, t.`subjectType`, t.`subjectId`, t.`subjectName`, t.`changes`, t.`detail` FROM `audit_entries` t WHERE t.`accountId` = ? AND (t.`id` IN (?…)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`actorKind`, t.`actorId`, t.`via`, t.`address`, t.`action`, t.`subjectType`, t.`subjectId`, t.`subjectName`, t.`changes`, t.`detail` FROM `audit_entries` t WHERE t.`accountId` = ? AND t.`id` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- audit.service.ts insertAll: insert AuditEntry
INSERT INTO `audit_entries` (`accountId`, `id`, `time`, `actor`, `actorKind`, `actorId`, `via`, `address`, `action`, `subjectType`, `subjectId`, `subjectName`, `changes`, `detail`) VALUES (?…)

-- erasures.ts startErasure: update Account
UPDATE `accounts` SET `lastErasureAt` = ? WHERE `accounts`.`id` = ?

-- erasures.ts mayNameErased: find Account
SELECT t.`lastErasureAt` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? LOCK IN SHARE MODE

-- modules.service.ts ModulesService.status: find AccountModule
SELECT t.`enabled`, t.`changedAt`, t.`changedBy`, t.`reason` FROM `account_modules` t WHERE t.`accountId` = ? AND t.`module` = ? LIMIT ? OFFSET ?

-- modules.service.ts ModulesService.switchModule: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- modules.service.ts ModulesService.switchModule: update AccountModule
UPDATE `account_modules` SET `enabled` = ?, `reason` = ?, `changedBy` = ?, `changedAt` = ? WHERE `account_modules`.`accountId` = ? AND `account_modules`.`module` = ?

-- modules.service.ts ModulesService.switchModule: insert AccountModule
INSERT INTO `account_modules` (`accountId`, `module`, `enabled`, `reason`, `changedBy`, `changedAt`) VALUES (?…)
