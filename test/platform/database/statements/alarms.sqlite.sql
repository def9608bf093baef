-- alarm-pruning.ts pruneAlarms: delete Alarm
DELETE FROM `provisioning_alarms` WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` < ?)

-- alarm-rounds.service.ts AlarmRounds.lookAt: find Account
SELECT t.`name` FROM `accounts` t WHERE (t.`id` = ? AND t.`removingSince` IS NULL) LIMIT ? OFFSET ?

-- alarm-rounds.service.ts AlarmRounds.lookAt: find ActivityRecord
SELECT t.`providerAt`, t.`providerClient`, t.`callDays` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- alarm-rounds.service.ts AlarmRounds.lookAt: update Alarm
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL AND `provisioning_alarms`.`at` < ?)

-- alarm-rounds.service.ts AlarmRounds.lookAt: find Alarm
SELECT t.`id` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`at` >= ?) LIMIT ? OFFSET ?

-- alarm-rounds.service.ts AlarmRounds.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `detail`, `notifiedAt`) VALUES (?…)

-- alarm-rounds.service.ts concerned: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a WHERE a.`removingSince` IS NULL AND ( EXISTS (SELECT 1 FROM `provisioning_activity` p JOIN `account_modules` m ON m.`accountId` = p.`accountId` AND m.`module` = 'scim' AND m.`enabled` = 1 WHERE p.`accountId` = a.`id` AND p.`providerAt` > ? AND p.`providerAt` <= ? AND NOT EXISTS ( SELECT 1 FROM `provisioning_alarms` s WHERE s.`accountId` = a.`id` AND s.`kind` = 'silence' AND s.`at` >= p.`providerAt`)) OR EXISTS (SELECT 1 FROM `provisioning_alarms` o WHERE o.`accountId` = a.`id` AND o.`acknowledgedAt` IS NULL AND (o.`kind` = 'silence' OR o.`notifiedAt` IS NULL)))

-- deactivated-again-alarm.service.ts DeactivatedAgainAlarm.count: update Run
UPDATE `provisioning_runs` SET `deactivatedAgain` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- deactivated-again-alarm.service.ts DeactivatedAgainAlarm.count: update Alarm
UPDATE `provisioning_alarms` SET `detail` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL AND `provisioning_alarms`.`runId` = ? AND `provisioning_alarms`.`at` >= ?)

-- deactivated-again-alarm.service.ts DeactivatedAgainAlarm.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `detail`, `notifiedAt`) VALUES (?…)

-- deactivated-again-alarm.service.ts DeactivatedAgainAlarm.raise: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- deactivated-again-alarm.service.ts watchedUndos: select Run
SELECT t.`id`, t.`source`, t.`undoOf`, t.`firstAt`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` >= ? AND t.`undoOf` IS NOT NULL)

-- deactivated-again-alarm.service.ts watchedUndos: selectListed Run
SELECT t.`id` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND t.`via` = ?)

-- deactivated-again-alarm.service.ts accessChanges: selectListed JournalChange
SELECT t.`id`, t.`resourceId`, t.`source`, t.`via`, t.`kind` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND t.`kind` IN (?…)) ORDER BY t.`resourceId`, t.`id`

-- mass-change-alarm.service.ts MassChangeAlarm.follow: update Alarm
UPDATE `provisioning_alarms` SET `detail` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`runId` = ? AND `provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)

-- mass-change-alarm.service.ts MassChangeAlarm.raise: update Run
UPDATE `provisioning_runs` SET `alarmAt` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- mass-change-alarm.service.ts MassChangeAlarm.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `detail`, `notifiedAt`) VALUES (?…)

-- mass-change-alarm.service.ts MassChangeAlarm.raise: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- open-alarms.service.ts OpenAlarms.read: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName`, j0.`active` AS `active` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`acknowledgedAt` IS NULL ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- open-alarms.service.ts OpenAlarms.page: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName`, j0.`active` AS `active` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`acknowledgedAt` IS NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName`, j0.`active` AS `active` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- open-alarms.service.ts OpenAlarms.acknowledge: find Alarm
SELECT t.`kind` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- open-alarms.service.ts OpenAlarms.acknowledge: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName`, j0.`active` AS `active` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`id` = ? ORDER BY t.`id` DESC

-- open-alarms.service.ts OpenAlarms.close: update Alarm
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` <= ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)

-- refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.counted: selectListed Alarm
SELECT t.`userId` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`kind` = ? AND t.`at` > ?)

-- refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.counted: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `userId`, `detail`) VALUES (?…)

-- refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: find Alarm
SELECT t.`notifiedAt` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`notifiedAt` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: update Alarm
UPDATE `provisioning_alarms` SET `notifiedAt` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`notifiedAt` IS NULL AND `provisioning_alarms`.`acknowledgedAt` IS NULL)

-- refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- refused-deactivation-alarm.service.ts withAccess: selectListed ProvisioningEvent
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND t.`code` IN (?…))

-- refused-deactivation-alarm.service.ts withAccess: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND t.`id` IN (?…))
