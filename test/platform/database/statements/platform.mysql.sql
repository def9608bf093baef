-- database/log-rows.ts pruneLog: select entity
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND (t.`id` < ? AND t.`time` < ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `journal_changes` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND (t.`id` < ? AND t.`time` < ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND (t.`id` < ? AND t.`time` < ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- database/log-rows.ts pruneLog: delete entity
DELETE FROM `audit_entries` WHERE `audit_entries`.`accountId` = ? AND (`audit_entries`.`id` < ? AND `audit_entries`.`time` < ? AND `audit_entries`.`id` <= ?)
DELETE FROM `journal_changes` WHERE `journal_changes`.`accountId` = ? AND (`journal_changes`.`id` < ? AND `journal_changes`.`time` < ? AND `journal_changes`.`id` <= ?)
DELETE FROM `provisioning_events` WHERE `provisioning_events`.`accountId` = ? AND (`provisioning_events`.`id` < ? AND `provisioning_events`.`time` < ? AND `provisioning_events`.`id` <= ?)

-- secrets/secrets.service.ts SecretsService.find: find Secret
SELECT t.`name`, t.`value` FROM `secrets` t WHERE t.`name` = ? LIMIT ? OFFSET ?

-- secrets/secrets.service.ts SecretsService.create: insert Secret
INSERT INTO `secrets` (`name`, `value`, `createdAt`) VALUES (?…)
