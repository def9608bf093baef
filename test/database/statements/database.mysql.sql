-- log-rows.ts pruneLog: select entity
SELECT t.`id` FROM `audit_entries` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND (t.`id` < ? AND t.`time` < ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND (t.`id` < ? AND t.`time` < ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- log-rows.ts pruneLog: delete entity
DELETE FROM `audit_entries` WHERE `audit_entries`.`accountId` = ? AND (`audit_entries`.`id` < ? AND `audit_entries`.`time` < ? AND `audit_entries`.`id` <= ?)
DELETE FROM `provisioning_events` WHERE `provisioning_events`.`accountId` = ? AND (`provisioning_events`.`id` < ? AND `provisioning_events`.`time` < ? AND `provisioning_events`.`id` <= ?)
