-- event-search.ts EventSearch.find: find ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- event-search.ts EventSearch.newest: select ProvisioningEvent
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((INSTR(t.`subjectKey`, ?) > 0 OR INSTR(t.`subjectEmail`, ?) > 0 OR INSTR(t.`subjectWords`, ?) > 0 OR INSTR(t.`subjectExternalId`, ?) > 0 OR INSTR(t.`detail`, ?) > 0 OR INSTR(t.`changes`, ?) > 0 OR INSTR(t.`refused`, ?) > 0)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) AND t.`subjectKey` < ? AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) AND t.`subjectKey` < ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`code` = ? AND t.`client` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`code` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` = ? AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`operation` = ? AND t.`resourceType` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectEmail` = ? AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectEmail` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectExternalId` = ? AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectExternalId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` = ? AND t.`resourceType` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`operation`, t.`outcome` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`operation`, t.`outcome` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceType` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- event-search.ts EventSearch.keyOfNamed: find ProvisioningEvent
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` = ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- event-search.ts EventSearch.keyOfFirst: find ProvisioningEvent
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) AND t.`subjectKey` < ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`subjectKey`, t.`id` LIMIT ? OFFSET ?

-- failure-causes.service.ts FailureCauses.report: select ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`subjectName`, t.`subjectKey` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- failure-causes.service.ts markIfLater: selectListed ProvisioningEvent
SELECT t.`id`, (SELECT e0.`id` FROM `provisioning_events` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`subjectKey` = t.`subjectKey` AND e0.`resourceType` = t.`resourceType` AND e0.`id` > t.`id` AND (e0.`outcome` = ? AND e0.`operation` IN (?…)) ORDER BY e0.`id` LIMIT 1) AS `ofName`, (SELECT e1.`id` FROM `provisioning_events` e1 WHERE e1.`accountId` = t.`accountId` AND e1.`resourceId` = t.`resourceId` AND e1.`id` > t.`id` AND (e1.`outcome` = ? AND e1.`operation` IN (?…)) ORDER BY e1.`id` LIMIT 1) AS `ofId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
SELECT t.`id`, (SELECT e0.`id` FROM `provisioning_events` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`subjectKey` = t.`subjectKey` AND e0.`resourceType` = t.`resourceType` AND e0.`id` > t.`id` AND e0.`outcome` = ? ORDER BY e0.`id` LIMIT 1) AS `ofName`, (SELECT e1.`id` FROM `provisioning_events` e1 WHERE e1.`accountId` = t.`accountId` AND e1.`resourceId` = t.`resourceId` AND e1.`id` > t.`id` AND e1.`outcome` = ? ORDER BY e1.`id` LIMIT 1) AS `ofId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- provisioning-activity.service.ts ProvisioningActivity.read: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-activity.service.ts ProvisioningActivity.store: update ActivityRecord
UPDATE `provisioning_activity` SET `lastCallAt` = ?, `providerAt` = ?, `providerActor` = ?, `providerKeyId` = ?, `providerClient` = ?, `lastTestAt` = ?, `lastTestActor` = ?, `lastTestKeyId` = ?, `lastTestClient` = ?, `lastTestStatus` = ?, `lastTestDetail` = ?, `lastTestCode` = ?, `callDays` = ? WHERE `provisioning_activity`.`accountId` = ? AND 1 = 1

-- provisioning-activity.service.ts ProvisioningActivity.store: insert ActivityRecord
INSERT INTO `provisioning_activity` (`accountId`, `lastCallAt`, `providerAt`, `providerActor`, `providerKeyId`, `providerClient`, `lastTestAt`, `lastTestActor`, `lastTestKeyId`, `lastTestClient`, `lastTestStatus`, `lastTestDetail`, `lastTestCode`, `callDays`) VALUES (?…)

-- provisioning-activity.service.ts ProvisioningActivity.lockRow: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode`, t.`callDays` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-activity.service.ts ProvisioningActivity.lockMissingRow: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- provisioning-log.service.ts ProvisioningLog.record: insert ProvisioningEvent
INSERT INTO `provisioning_events` (`accountId`, `actor`, `client`, `code`, `detail`, `status`, `operation`, `resourceType`, `resourceId`, `outcome`, `durationMs`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `actor`, `operation`, `resourceType`, `resourceId`, `outcome`, `status`, `detail`, `code`, `durationMs`, `client`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `operation`, `resourceType`, `resourceId`, `status`, `detail`, `code`, `client`, `durationMs`, `actor`, `outcome`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `resourceId`, `detail`, `code`, `operation`, `resourceType`, `actor`, `client`, `outcome`, `status`, `durationMs`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
