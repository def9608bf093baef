-- provisioning-activity.service.ts ProvisioningActivity.read: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-activity.service.ts ProvisioningActivity.store: update ActivityRecord
UPDATE `provisioning_activity` SET `lastCallAt` = ?, `providerAt` = ?, `providerActor` = ?, `providerKeyId` = ?, `providerClient` = ?, `lastTestAt` = ?, `lastTestActor` = ?, `lastTestKeyId` = ?, `lastTestClient` = ?, `lastTestStatus` = ?, `lastTestDetail` = ?, `lastTestCode` = ? WHERE `provisioning_activity`.`accountId` = ? AND 1 = 1

-- provisioning-activity.service.ts ProvisioningActivity.store: insert ActivityRecord
INSERT INTO `provisioning_activity` (`accountId`, `lastCallAt`, `providerAt`, `providerActor`, `providerKeyId`, `providerClient`, `lastTestAt`, `lastTestActor`, `lastTestKeyId`, `lastTestClient`, `lastTestStatus`, `lastTestDetail`, `lastTestCode`) VALUES (?…)

-- provisioning-activity.service.ts ProvisioningActivity.lockRow: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ? FOR UPDATE

-- provisioning-activity.service.ts ProvisioningActivity.lockMissingRow: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- provisioning-log.service.ts ProvisioningLog.record: insert ProvisioningEvent
INSERT INTO `provisioning_events` (`accountId`, `actor`, `client`, `code`, `detail`, `status`, `operation`, `resourceType`, `resourceId`, `outcome`, `durationMs`, `count`, `id`, `time`, `changes`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `actor`, `operation`, `resourceType`, `resourceId`, `outcome`, `status`, `detail`, `code`, `durationMs`, `client`, `count`, `id`, `time`, `changes`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `operation`, `resourceType`, `resourceId`, `status`, `detail`, `code`, `client`, `durationMs`, `actor`, `outcome`, `count`, `id`, `time`, `changes`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `resourceId`, `detail`, `code`, `operation`, `resourceType`, `actor`, `client`, `outcome`, `status`, `durationMs`, `count`, `id`, `time`, `changes`) VALUES (?…)

-- provisioning-log.service.ts ProvisioningLog.page: select ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`operation` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`operation` = ? AND t.`resourceType` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`resourceType` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- provisioning-log.service.ts ProvisioningLog.get: find ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes` FROM `provisioning_events` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?
