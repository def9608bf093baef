-- alarms/alarm-pruning.ts pruneAlarms: delete Alarm
DELETE FROM `provisioning_alarms` WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` < ?)

-- alarms/alarm-rounds.service.ts concerned: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a WHERE a.`removingSince` IS NULL AND ( EXISTS (SELECT 1 FROM `connection_calls` c JOIN `account_modules` m ON m.`accountId` = c.`accountId` AND m.`module` = 'scim' AND m.`enabled` = 1 WHERE c.`accountId` = a.`id` AND c.`lastCallAt` > ? AND c.`lastCallAt` <= ? AND NOT EXISTS ( SELECT 1 FROM `provisioning_alarms` s WHERE s.`accountId` = a.`id` AND s.`kind` = 'silence' AND s.`connectionId` = c.`ownerId` AND s.`at` >= c.`lastCallAt`)) OR EXISTS (SELECT 1 FROM `provisioning_alarms` o WHERE o.`accountId` = a.`id` AND o.`acknowledgedAt` IS NULL AND (o.`kind` = 'silence' OR (o.`notifiedAt` IS NULL AND EXISTS (SELECT 1 FROM `users` u WHERE u.`accountId` = o.`accountId` AND u.`id` = o.`userId` AND u.`active` = 1 AND u.`deletedAt` IS NULL)))))

-- alarms/deactivated-again-alarm.service.ts DeactivatedAgainAlarm.count: update Run
UPDATE `provisioning_runs` SET `deactivatedAgain` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- alarms/deactivated-again-alarm.service.ts DeactivatedAgainAlarm.count: update Alarm
UPDATE `provisioning_alarms` SET `detail` = ?, `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`kind` = ? AND (`provisioning_alarms`.`acknowledgedAt` IS NULL OR `provisioning_alarms`.`acknowledgedBy` = ?) AND `provisioning_alarms`.`runId` = ? AND `provisioning_alarms`.`at` >= ?)

-- alarms/deactivated-again-alarm.service.ts DeactivatedAgainAlarm.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `detail`, `notifiedAt`) VALUES (?…)

-- alarms/deactivated-again-alarm.service.ts DeactivatedAgainAlarm.raise: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- alarms/deactivated-again-alarm.service.ts watchedUndos: select Run
SELECT t.`id`, t.`source`, t.`undoOf`, t.`firstAt`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` >= ? AND t.`undoOf` IS NOT NULL)

-- alarms/deactivated-again-alarm.service.ts watchedUndos: selectListed Run
SELECT t.`id` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND t.`via` = ?)

-- alarms/deactivated-again-alarm.service.ts accessChanges: selectListed JournalChange
SELECT t.`id`, t.`resourceId`, t.`source`, t.`via`, t.`kind` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND t.`kind` IN (?…)) ORDER BY t.`resourceId`, t.`id`

-- alarms/mass-change-alarm.service.ts MassChangeAlarm.follow: update Alarm
UPDATE `provisioning_alarms` SET `detail` = ?, `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`runId` = ? AND `provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)

-- alarms/mass-change-alarm.service.ts MassChangeAlarm.raise: update Run
UPDATE `provisioning_runs` SET `alarmAt` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- alarms/mass-change-alarm.service.ts MassChangeAlarm.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `detail`, `notifiedAt`) VALUES (?…)

-- alarms/mass-change-alarm.service.ts MassChangeAlarm.raise: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- alarms/mass-change-alarm.service.ts withTaken.people: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`id` IN (SELECT e0.`resourceId` FROM `journal_changes` e0 WHERE e0.`accountId` = ? AND (e0.`runId` = ? AND e0.`active` = ?))

-- alarms/mass-change-alarm.service.ts withTaken.deletedActive: count JournalChange
SELECT COUNT(*) AS total FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`active` = ? AND t.`kind` = ?)

-- alarms/open-alarms.service.ts OpenAlarms.read: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`connectionId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`acknowledgedAt` IS NULL AND ((t.`kind` IS NULL OR NOT (t.`kind` = ?)) OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND e0.`active` = ?))) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- alarms/open-alarms.service.ts OpenAlarms.page: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`connectionId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`acknowledgedAt` IS NULL AND ((t.`kind` IS NULL OR NOT (t.`kind` = ?)) OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND e0.`active` = ?))) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`connectionId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- alarms/open-alarms.service.ts OpenAlarms.acknowledge: find Alarm
SELECT t.`kind` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- alarms/open-alarms.service.ts OpenAlarms.acknowledge: select Alarm
SELECT t.`id`, t.`kind`, t.`at`, t.`runId`, t.`userId`, t.`connectionId`, t.`detail`, t.`acknowledgedAt`, t.`acknowledgedBy`, j0.`userName` AS `userName` FROM `provisioning_alarms` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`id` = ? ORDER BY t.`id` DESC

-- alarms/open-alarms.service.ts OpenAlarms.closeUndone: select Alarm
SELECT t.`id`, t.`kind` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`kind` IN (?…) AND t.`acknowledgedAt` IS NULL)

-- alarms/open-alarms.service.ts OpenAlarms.close: update Alarm
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` <= ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` = ? AND `provisioning_alarms`.`acknowledgedAt` IS NULL)

-- alarms/refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.counted: selectListed Alarm
SELECT t.`userId` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`kind` = ? AND t.`at` > ?)

-- alarms/refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.counted: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `runId`, `userId`, `detail`) VALUES (?…)

-- alarms/refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: find Alarm
SELECT t.`notifiedAt` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`notifiedAt` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- alarms/refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: update Alarm
UPDATE `provisioning_alarms` SET `notifiedAt` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`kind` = ? AND `provisioning_alarms`.`notifiedAt` IS NULL AND `provisioning_alarms`.`acknowledgedAt` IS NULL AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = `provisioning_alarms`.`accountId` AND e0.`id` = `provisioning_alarms`.`userId` AND e0.`deletedAt` IS NULL AND e0.`active` = ?))

-- alarms/refused-deactivation-alarm.service.ts RefusedDeactivationAlarm.tell: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- alarms/refused-deactivation-alarm.service.ts withAccess: selectListed ProvisioningEvent
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND t.`code` IN (?…))

-- alarms/refused-deactivation-alarm.service.ts withAccess: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND t.`id` IN (?…))

-- alarms/silence-alarm.service.ts SilenceAlarm.look: selectListed Alarm
SELECT t.`connectionId`, t.`at` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`connectionId` IN (?…) AND t.`kind` = ?)

-- alarms/silence-alarm.service.ts SilenceAlarm.close: select Alarm
SELECT t.`id`, t.`connectionId`, t.`at` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`acknowledgedAt` IS NULL)

-- alarms/silence-alarm.service.ts SilenceAlarm.close: updateListed Alarm
UPDATE `provisioning_alarms` SET `acknowledgedAt` = ?, `acknowledgedBy` = ? WHERE `provisioning_alarms`.`accountId` = ? AND (`provisioning_alarms`.`id` IN (?…))

-- alarms/silence-alarm.service.ts SilenceAlarm.raise: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `connectionId`, `detail`, `notifiedAt`) VALUES (?…)

-- alarms/silence-alarm.service.ts openSilences: select Alarm
SELECT t.`detail` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`acknowledgedAt` IS NULL) LIMIT ? OFFSET ?

-- alarms/silence-alarm.service.ts connectionsThatCall: select ConnectionCalls
SELECT t.`ownerId`, t.`kind`, t.`keyId`, t.`client`, t.`lastCallAt`, t.`callDays` FROM `connection_calls` t WHERE t.`accountId` = ?

-- alarms/silence-alarm.service.ts connectionsThatCall: selectListed User
SELECT t.`id`, t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…) AND t.`active` = ? AND t.`role` = ?)

-- alarms/silence-alarm.service.ts connectionsThatCall: selectListed OauthClient
SELECT t.`id`, t.`name` FROM `oauth_clients` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- alarms/silence-alarm.service.ts connectionsThatCall: selectListed ApiKey
SELECT t.`id` FROM `api_keys` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- drift/drift-store.service.ts DriftStore.replace: insert DriftReport
INSERT INTO `drift_reports` (`accountId`, `comparedAt`, `summary`) VALUES (?…)

-- drift/drift-store.service.ts DriftStore.replace: insert DriftItem
INSERT INTO `drift_items` (`accountId`, `position`, `kind`, `userId`, `userName`, `userNameKey`, `managed`, `fields`) VALUES (?…)

-- drift/drift-store.service.ts DriftStore.last: find DriftReport
SELECT t.`comparedAt`, t.`summary` FROM `drift_reports` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- drift/drift-store.service.ts DriftStore.last: select DriftItem
SELECT t.`kind`, t.`userId`, t.`userName`, t.`managed`, t.`fields` FROM `drift_items` t WHERE t.`accountId` = ? ORDER BY t.`position`

-- drift/drift-store.service.ts DriftStore.erase: delete DriftItem
DELETE FROM `drift_items` WHERE `drift_items`.`accountId` = ? AND (`drift_items`.`userId` = ? OR `drift_items`.`userNameKey` = ?)

-- drift/drift-store.service.ts pruneDrift: count DriftReport
SELECT COUNT(*) AS total FROM `drift_reports` t WHERE t.`accountId` = ? AND t.`comparedAt` < ?

-- drift/drift-store.service.ts removeComparison: delete DriftItem
DELETE FROM `drift_items` WHERE `drift_items`.`accountId` = ? AND 1 = 1

-- drift/drift-store.service.ts removeComparison: delete DriftReport
DELETE FROM `drift_reports` WHERE `drift_reports`.`accountId` = ? AND 1 = 1

-- drift/drift.service.ts DriftService.checkIds: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`externalId` IN (?…) LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.read: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.hold: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.hold: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.hold: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.hold: insert DirectoryTotals
INSERT INTO `directory_totals` (`accountId`, `users`, `active`, `provisioned`, `groups`, `members`, `countedAt`) VALUES (?…)

-- journal/directory-counts.service.ts DirectoryCounts.before: select JournalChange
SELECT t.`active`, t.`provisioned`, t.`added`, t.`removed` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`runId` IS NULL LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.add: update DirectoryTotals
UPDATE `directory_totals` SET `users` = ?, `active` = ?, `provisioned` = ?, `groups` = ?, `members` = ? WHERE `directory_totals`.`accountId` = ? AND 1 = 1

-- journal/directory-counts.service.ts DirectoryCounts.recountOlder: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- journal/directory-counts.service.ts DirectoryCounts.recount: update DirectoryTotals
UPDATE `directory_totals` SET `users` = ?, `active` = ?, `provisioned` = ?, `groups` = ?, `members` = ?, `countedAt` = ? WHERE `directory_totals`.`accountId` = ? AND 1 = 1

-- journal/directory-counts.service.ts count.users: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL

-- journal/directory-counts.service.ts count.active: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`active` = ?

-- journal/directory-counts.service.ts count.provisioned: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`externalId` IS NOT NULL

-- journal/directory-counts.service.ts count.groups: count Group
SELECT COUNT(*) AS total FROM `groups` t WHERE t.`accountId` = ?

-- journal/directory-counts.service.ts count.members: count GroupMember
SELECT COUNT(*) AS total FROM `group_members` t WHERE t.`accountId` = ?

-- journal/directory-counts.service.ts hasOpenChanges: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`runId` IS NULL LIMIT ? OFFSET ?

-- journal/insert-run.ts insertRun: insert Run
INSERT INTO `provisioning_runs` (`accountId`, `id`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `firstAt`, `lastAt`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`, `activeBefore`, `membersBefore`, `alarmAt`, `undoOf`, `undoneBy`, `undoneInPart`, `deactivatedAgain`) VALUES (?…)

-- journal/journal-pruning.ts pruneJournal: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- journal/journal-pruning.ts pruneJournal: delete JournalPart
DELETE FROM `journal_parts` WHERE `journal_parts`.`accountId` = ? AND `journal_parts`.`changeId` < ?

-- journal/journal-pruning.ts pruneRuns: delete Run
DELETE FROM `provisioning_runs` WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`lastAt` < ?

-- journal/journal-pruning.ts forgetPasswords: update User
UPDATE `users` SET `passwordHash` = ? WHERE `users`.`accountId` = ? AND (`users`.`erasedAt` IS NULL AND `users`.`deletedAt` < ? AND `users`.`passwordHash` IS NOT NULL)

-- journal/journal.service.ts Journal.refused: insert JournalChange
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `kind`, `resourceType`, `resourceId`, `name`, `added`, `removed`, `refused`, `active`, `provisioned`, `data`) VALUES (?…)

-- journal/journal.service.ts Journal.write: insert JournalChange
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `added`, `removed`, `active`, `provisioned`, `kind`, `resourceType`, `resourceId`, `name`, `refused`, `data`) VALUES (?…)
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `kind`, `added`, `removed`, `active`, `provisioned`, `resourceType`, `resourceId`, `name`, `refused`, `data`) VALUES (?…)

-- journal/journal.service.ts Journal.write: insert JournalPart
INSERT INTO `journal_parts` (`accountId`, `changeId`, `position`, `text`) VALUES (?…)

-- journal/provisioning-days.ts addToDays: find ProvisioningDay
SELECT t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused` FROM `provisioning_days` t WHERE t.`accountId` = ? AND t.`day` = ? LIMIT ? OFFSET ?

-- journal/provisioning-days.ts addToDays: update ProvisioningDay
UPDATE `provisioning_days` SET `created` = ?, `changed` = ?, `deactivated` = ?, `reactivated` = ?, `deleted` = ?, `groupsCreated` = ?, `groupsDeleted` = ?, `membersAdded` = ?, `membersRemoved` = ?, `refused` = ? WHERE `provisioning_days`.`accountId` = ? AND `provisioning_days`.`day` = ?

-- journal/provisioning-days.ts addToDays: insert ProvisioningDay
INSERT INTO `provisioning_days` (`accountId`, `day`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`) VALUES (?…)

-- journal/provisioning-days.ts daysSince: select ProvisioningDay
SELECT t.`day`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused` FROM `provisioning_days` t WHERE t.`accountId` = ? AND t.`day` >= ? ORDER BY t.`day`

-- journal/provisioning-days.ts pruneDays: delete ProvisioningDay
DELETE FROM `provisioning_days` WHERE `provisioning_days`.`accountId` = ? AND `provisioning_days`.`day` < ?

-- journal/run-keeper.service.ts RunKeeper.countSome: select JournalChange
SELECT t.`id`, t.`time`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`added`, t.`removed`, t.`refused`, t.`active`, t.`provisioned` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`runId` IS NULL ORDER BY t.`id` LIMIT ? OFFSET ?

-- journal/run-keeper.service.ts RunKeeper.latestRun: find Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`undoneInPart`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`source` = ? ORDER BY t.`lastAt` DESC LIMIT ? OFFSET ?

-- journal/run-keeper.service.ts RunKeeper.store: insert Run
INSERT INTO `provisioning_runs` (`accountId`, `id`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `firstAt`, `lastAt`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`, `activeBefore`, `membersBefore`, `alarmAt`, `undoOf`, `undoneBy`, `undoneInPart`, `deactivatedAgain`) VALUES (?…)

-- journal/run-keeper.service.ts RunKeeper.store: update Run
UPDATE `provisioning_runs` SET `firstAt` = ?, `lastAt` = ?, `created` = ?, `changed` = ?, `deactivated` = ?, `reactivated` = ?, `deleted` = ?, `groupsCreated` = ?, `groupsDeleted` = ?, `membersAdded` = ?, `membersRemoved` = ?, `refused` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- journal/run-keeper.service.ts RunKeeper.store: update JournalChange
UPDATE `journal_changes` SET `runId` = ? WHERE `journal_changes`.`accountId` = ? AND (`journal_changes`.`id` IN (?…))

-- journal/runs.service.ts RunsService.page: select Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`undoneInPart`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`via` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`undoneInPart`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- journal/runs.service.ts RunsService.get: find Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`undoneInPart`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- journal/runs.service.ts RunsService.changes: select JournalChange
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- journal/runs.service.ts RunsService.fitting: selectListed JournalPart
SELECT t.`changeId`, t.`position` FROM `journal_parts` t WHERE t.`accountId` = ? AND (t.`changeId` IN (?…))

-- journal/runs.service.ts RunsService.complete: selectListed JournalPart
SELECT t.`changeId`, t.`text` FROM `journal_parts` t WHERE t.`accountId` = ? AND (t.`changeId` IN (?…)) ORDER BY t.`changeId`, t.`position`

-- log/connection-call.ts storeCalls: selectListed ConnectionCalls
SELECT t.`ownerId`, t.`client`, t.`lastCallAt`, t.`callDays` FROM `connection_calls` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?…))

-- log/connection-call.ts storeCalls: update ConnectionCalls
UPDATE `connection_calls` SET `kind` = ?, `keyId` = ?, `client` = ?, `lastCallAt` = ?, `callDays` = ? WHERE `connection_calls`.`accountId` = ? AND `connection_calls`.`ownerId` = ?

-- log/connection-call.ts storeCalls: insert ConnectionCalls
INSERT INTO `connection_calls` (`accountId`, `ownerId`, `kind`, `keyId`, `client`, `lastCallAt`, `callDays`) VALUES (?…)

-- log/connection-call.ts pruneCalls: delete ConnectionCalls
DELETE FROM `connection_calls` WHERE `connection_calls`.`accountId` = ? AND `connection_calls`.`lastCallAt` < ?

-- log/event-search.ts EventSearch.find: find ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`detail`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`changes`, t.`subjectName`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- log/event-search.ts EventSearch.causeOf: find ProvisioningEvent
SELECT t.`outcome`, t.`status`, t.`code`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- log/event-search.ts EventSearch.newest: select ProvisioningEvent
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((INSTR(t.`subjectKey`, ?) > 0 OR INSTR(t.`subjectEmail`, ?) > 0 OR INSTR(t.`subjectWords`, ?) > 0 OR INSTR(t.`subjectExternalId`, ?) > 0 OR INSTR(t.`detail`, ?) > 0 OR INSTR(t.`changes`, ?) > 0 OR INSTR(t.`refused`, ?) > 0)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND t.`subjectKey` < ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) AND ((t.`subjectKey` = ? AND t.`resourceType` = ?) OR t.`resourceId` = ? OR t.`resourceId` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND t.`subjectKey` < ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`code` = ? AND t.`client` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`code` = ? AND t.`outcome` = ? AND INSTR(t.`refused`, ?) > 0) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
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

-- log/event-search.ts EventSearch.keyOfNamed: find ProvisioningEvent
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` = ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- log/event-search.ts EventSearch.keysOfBeginning: countAtMost ProvisioningEvent
SELECT COUNT(*) AS total FROM (SELECT 1 FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`subjectKey` >= ? AND t.`subjectKey` < ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) LIMIT ?) counted

-- log/event-search.ts EventSearch.keyOfFirst: find ProvisioningEvent
SELECT t.`resourceId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND ((t.`subjectKey` >= ? AND t.`subjectKey` < ? AND SUBSTR(t.`subjectKey`, 1, ?) = ?) AND t.`resourceId` IS NOT NULL) ORDER BY t.`subjectKey`, t.`id` LIMIT ? OFFSET ?

-- log/failure-causes.service.ts FailureCauses.report: select ProvisioningEvent
SELECT t.`id`, t.`time`, t.`actor`, t.`operation`, t.`resourceType`, t.`resourceId`, t.`outcome`, t.`status`, t.`code`, t.`durationMs`, t.`count`, t.`client`, t.`subjectName`, t.`subjectKey`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`outcome` = ? AND t.`id` >= ? AND t.`time` >= ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- log/failure-causes.service.ts markIfLater: selectListed ProvisioningEvent
SELECT t.`id`, (SELECT e0.`id` FROM `provisioning_events` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`subjectKey` = t.`subjectKey` AND e0.`resourceType` = t.`resourceType` AND e0.`id` > t.`id` AND (e0.`outcome` = ? AND e0.`operation` IN (?…)) ORDER BY e0.`id` LIMIT 1) AS `ofName`, (SELECT e1.`id` FROM `provisioning_events` e1 WHERE e1.`accountId` = t.`accountId` AND e1.`resourceId` = t.`resourceId` AND e1.`id` > t.`id` AND (e1.`outcome` = ? AND e1.`operation` IN (?…)) ORDER BY e1.`id` LIMIT 1) AS `ofId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
SELECT t.`id`, (SELECT e0.`id` FROM `provisioning_events` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`subjectKey` = t.`subjectKey` AND e0.`resourceType` = t.`resourceType` AND e0.`id` > t.`id` AND e0.`outcome` = ? ORDER BY e0.`id` LIMIT 1) AS `ofName`, (SELECT e1.`id` FROM `provisioning_events` e1 WHERE e1.`accountId` = t.`accountId` AND e1.`resourceId` = t.`resourceId` AND e1.`id` > t.`id` AND e1.`outcome` = ? ORDER BY e1.`id` LIMIT 1) AS `ofId` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- log/provisioning-activity.service.ts ProvisioningActivity.read: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- log/provisioning-activity.service.ts ProvisioningActivity.store: update ActivityRecord
UPDATE `provisioning_activity` SET `lastCallAt` = ?, `providerAt` = ?, `providerActor` = ?, `providerKeyId` = ?, `providerClient` = ?, `lastTestAt` = ?, `lastTestActor` = ?, `lastTestKeyId` = ?, `lastTestClient` = ?, `lastTestStatus` = ?, `lastTestDetail` = ?, `lastTestCode` = ? WHERE `provisioning_activity`.`accountId` = ? AND 1 = 1

-- log/provisioning-activity.service.ts ProvisioningActivity.store: insert ActivityRecord
INSERT INTO `provisioning_activity` (`accountId`, `lastCallAt`, `providerAt`, `providerActor`, `providerKeyId`, `providerClient`, `lastTestAt`, `lastTestActor`, `lastTestKeyId`, `lastTestClient`, `lastTestStatus`, `lastTestDetail`, `lastTestCode`) VALUES (?…)

-- log/provisioning-activity.service.ts ProvisioningActivity.lockRow: find ActivityRecord
SELECT t.`lastCallAt`, t.`providerAt`, t.`providerActor`, t.`providerKeyId`, t.`providerClient`, t.`lastTestAt`, t.`lastTestActor`, t.`lastTestKeyId`, t.`lastTestClient`, t.`lastTestStatus`, t.`lastTestDetail`, t.`lastTestCode` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- log/provisioning-activity.service.ts ProvisioningActivity.lockMissingRow: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- log/provisioning-log.service.ts ProvisioningLog.record: insert ProvisioningEvent
INSERT INTO `provisioning_events` (`accountId`, `actor`, `client`, `code`, `detail`, `status`, `operation`, `resourceType`, `resourceId`, `outcome`, `durationMs`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `actor`, `operation`, `resourceType`, `resourceId`, `outcome`, `status`, `detail`, `code`, `durationMs`, `client`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `operation`, `resourceType`, `resourceId`, `status`, `detail`, `code`, `client`, `durationMs`, `actor`, `outcome`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)
INSERT INTO `provisioning_events` (`accountId`, `resourceId`, `detail`, `code`, `operation`, `resourceType`, `actor`, `client`, `outcome`, `status`, `durationMs`, `count`, `id`, `time`, `changes`, `subjectName`, `subjectKey`, `subjectEmail`, `subjectExternalId`, `subjectWords`, `refused`) VALUES (?…)

-- notifications/deliveries.service.ts Deliveries.page: select Delivery
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`state` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`webhookId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- notifications/deliveries.service.ts Deliveries.get: find Delivery
SELECT t.`id`, t.`state`, t.`attempts`, t.`dueAt`, t.`attemptedAt`, t.`status`, t.`error`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`kind` AS `kind`, j0.`type` AS `type`, j0.`subject` AS `subject`, j0.`createdAt` AS `createdAt`, j1.`url` AS `url`, j2.`userName` AS `userName` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` LEFT JOIN `users` j2 ON j2.`accountId` = t.`accountId` AND j2.`id` = t.`userId` AND j2.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- notifications/deliveries.service.ts Deliveries.repeat: find Delivery
SELECT t.`state` FROM `notification_deliveries` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- notifications/deliveries.service.ts Deliveries.repeat: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `attempts` = ?, `dueAt` = ? WHERE `notification_deliveries`.`accountId` = ? AND `notification_deliveries`.`id` = ?

-- notifications/delivery-claims.service.ts DeliveryClaims.claim: find Delivery
SELECT t.`id`, t.`attempts`, t.`dueAt`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`type` AS `type`, j0.`createdAt` AS `createdAt`, j0.`subject` AS `subject`, j0.`text` AS `text`, j0.`data` AS `data`, j1.`url` AS `url`, j1.`secret` AS `secret`, j1.`previousSecrets` AS `previous`, j1.`enabled` AS `enabled` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` WHERE t.`accountId` = ? AND (t.`id` = ? AND t.`dueAt` <= ?) ORDER BY t.`dueAt` LIMIT ? OFFSET ?
SELECT t.`id`, t.`attempts`, t.`dueAt`, t.`webhookId`, t.`userId`, j0.`id` AS `messageId`, j0.`type` AS `type`, j0.`createdAt` AS `createdAt`, j0.`subject` AS `subject`, j0.`text` AS `text`, j0.`data` AS `data`, j1.`url` AS `url`, j1.`secret` AS `secret`, j1.`previousSecrets` AS `previous`, j1.`enabled` AS `enabled` FROM `notification_deliveries` t JOIN `notifications` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`notificationId` LEFT JOIN `webhooks` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`webhookId` WHERE t.`accountId` = ? AND (t.`webhookId` IS NULL AND t.`dueAt` <= ?) ORDER BY t.`dueAt` LIMIT ? OFFSET ?

-- notifications/delivery-claims.service.ts DeliveryClaims.claim: update Delivery
UPDATE `notification_deliveries` SET `dueAt` = ?, `attempts` = `attempts` + 1, `attemptedAt` = ? WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- notifications/delivery-claims.service.ts DeliveryClaims.finish: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `dueAt` = ?, `status` = ?, `error` = ? WHERE `notification_deliveries`.`accountId` = ? AND `notification_deliveries`.`id` = ?

-- notifications/delivery-claims.service.ts DeliveryClaims.finish: update Delivery
UPDATE `notification_deliveries` SET `state` = ?, `dueAt` = ?, `status` = ?, `error` = ? WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- notifications/delivery-claims.service.ts DeliveryClaims.release: update Delivery
UPDATE `notification_deliveries` SET `dueAt` = ?, `attempts` = `attempts` - 1 WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` = ? AND `notification_deliveries`.`dueAt` = ?)

-- notifications/delivery-claims.service.ts DeliveryClaims.account: find Account
SELECT t.`slug`, t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- notifications/expiry-warnings.service.ts ExpiryWarnings.warnAccount: update ClientSecret
UPDATE `oauth_client_secrets` SET `warnedAt` = ? WHERE `oauth_client_secrets`.`accountId` = ? AND (`oauth_client_secrets`.`id` = ? AND (`oauth_client_secrets`.`warnedAt` IS NULL OR `oauth_client_secrets`.`warnedAt` < ?))

-- notifications/expiry-warnings.service.ts ExpiryWarnings.warnAccount: update ApiKey
UPDATE `api_keys` SET `warnedAt` = ? WHERE `api_keys`.`accountId` = ? AND (`api_keys`.`id` = ? AND (`api_keys`.`warnedAt` IS NULL OR `api_keys`.`warnedAt` < ?))

-- notifications/expiry-warnings.service.ts nameOf: find Account
SELECT t.`name` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- notifications/failure-digests.service.ts FailureDigests.collect: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a WHERE a.`removingSince` IS NULL AND ( EXISTS (SELECT 1 FROM `webhooks` w WHERE w.`accountId` = a.`id` AND w.`enabled` = 1 AND w.`kinds` LIKE ?) OR EXISTS (SELECT 1 FROM `mail_preferences` p WHERE p.`accountId` = a.`id` AND p.`failures` = 1))

-- notifications/failure-digests.service.ts FailureDigests.since: find Notification
SELECT t.`createdAt`, t.`data` FROM `notifications` t WHERE t.`accountId` = ? AND t.`kind` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- notifications/mail-preferences.service.ts MailPreferences.read: find MailPreference
SELECT t.`failures`, t.`alarm`, t.`silence`, t.`expiry`, t.`approvals` FROM `mail_preferences` t WHERE t.`accountId` = ? AND t.`userId` = ? LIMIT ? OFFSET ?

-- notifications/mail-preferences.service.ts MailPreferences.change: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- notifications/mail-preferences.service.ts MailPreferences.change: find MailPreference
SELECT t.`failures`, t.`alarm`, t.`silence`, t.`expiry`, t.`approvals` FROM `mail_preferences` t WHERE t.`accountId` = ? AND t.`userId` = ? LIMIT ? OFFSET ?

-- notifications/mail-preferences.service.ts MailPreferences.change: update MailPreference
UPDATE `mail_preferences` SET `failures` = ?, `alarm` = ?, `silence` = ?, `expiry` = ?, `approvals` = ? WHERE `mail_preferences`.`accountId` = ? AND `mail_preferences`.`userId` = ?

-- notifications/mail-preferences.service.ts MailPreferences.change: insert MailPreference
INSERT INTO `mail_preferences` (`accountId`, `userId`, `failures`, `alarm`, `silence`, `expiry`, `approvals`) VALUES (?…)

-- notifications/mail-preferences.service.ts MailPreferences.recipients: select User
SELECT t.`id`, j0.`alarm` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`approvals` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`expiry` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`failures` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, j0.`silence` AS `wanted` FROM `users` t LEFT JOIN `mail_preferences` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- notifications/notification-outbox.service.ts NotificationOutbox.add: select Webhook
SELECT t.`id`, t.`kinds` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`enabled` = ?

-- notifications/notification-outbox.service.ts NotificationOutbox.addFor: insert Notification
INSERT INTO `notifications` (`accountId`, `id`, `kind`, `type`, `createdAt`, `subject`, `text`, `data`) VALUES (?…)

-- notifications/notification-outbox.service.ts NotificationOutbox.addFor: insert Delivery
INSERT INTO `notification_deliveries` (`accountId`, `id`, `notificationId`, `webhookId`, `userId`, `state`, `attempts`, `dueAt`) VALUES (?…)

-- notifications/notification-outbox.service.ts mailsLeft: count Delivery
SELECT COUNT(*) AS total FROM `notification_deliveries` t WHERE t.`accountId` = ? AND (t.`userId` IS NOT NULL AND t.`id` >= ?)

-- notifications/notification-outbox.service.ts trim: find Delivery
SELECT t.`id` FROM `notification_deliveries` t WHERE t.`accountId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- notifications/notification-outbox.service.ts trim: delete Delivery
DELETE FROM `notification_deliveries` WHERE `notification_deliveries`.`accountId` = ? AND (`notification_deliveries`.`id` <= ?)

-- notifications/notification-pruning.ts pruneNotifications: delete Notification
DELETE FROM `notifications` WHERE `notifications`.`accountId` = ? AND (`notifications`.`id` < ?)

-- notifications/notification-pruning.ts pruneNotifications: update Webhook
UPDATE `webhooks` SET `previousSecrets` = ?, `previousSecretsUntil` = ? WHERE `webhooks`.`accountId` = ? AND (`webhooks`.`previousSecretsUntil` <= ?)

-- notifications/notification-sender.service.ts destinations: queryAcrossAccounts
SELECT d.`accountId`, d.`webhookId` FROM `notification_deliveries` d JOIN `accounts` a ON a.`id` = d.`accountId` AND a.`removingSince` IS NULL WHERE d.`dueAt` <= ? GROUP BY d.`accountId`, d.`webhookId` ORDER BY MIN(d.`dueAt`) LIMIT ?

-- notifications/notification-tests.service.ts NotificationTests.add: count Notification
SELECT COUNT(*) AS total FROM `notifications` t WHERE t.`accountId` = ? AND (t.`kind` = ? AND t.`id` >= ?)

-- notifications/waiting-reports.service.ts WaitingReports.tell: queryAcrossAccounts
SELECT a.`id` FROM `accounts` a JOIN `account_modules` m ON m.`accountId` = a.`id` AND m.`module` = 'expenses' AND m.`enabled` = 1 WHERE a.`removingSince` IS NULL AND EXISTS (SELECT 1 FROM `approval_steps` s JOIN `expense_reports` r ON r.`accountId` = s.`accountId` AND r.`id` = s.`reportId` AND r.`warnedAt` IS NULL WHERE s.`accountId` = a.`id` AND s.`waitingFor` = 'no-approver')

-- notifications/waiting-reports.service.ts WaitingReports.tellIn: select ApprovalStep
SELECT t.`reportId` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`waitingFor` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `expense_reports` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`reportId` AND e0.`warnedAt` IS NULL)) ORDER BY t.`id` LIMIT ? OFFSET ?

-- notifications/waiting-reports.service.ts WaitingReports.tellIn: update ExpenseReport
UPDATE `expense_reports` SET `warnedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` IN (?…)

-- notifications/webhooks.service.ts WebhooksService.list: select Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil` FROM `webhooks` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- notifications/webhooks.service.ts WebhooksService.get: find Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- notifications/webhooks.service.ts WebhooksService.create: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- notifications/webhooks.service.ts WebhooksService.create: count Webhook
SELECT COUNT(*) AS total FROM `webhooks` t WHERE t.`accountId` = ?

-- notifications/webhooks.service.ts WebhooksService.create: insert Webhook
INSERT INTO `webhooks` (`accountId`, `id`, `url`, `kinds`, `enabled`, `createdAt`, `previousSecretsUntil`, `secret`) VALUES (?…)

-- notifications/webhooks.service.ts WebhooksService.change: update Webhook
UPDATE `webhooks` SET `url` = ?, `kinds` = ?, `enabled` = ? WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?

-- notifications/webhooks.service.ts WebhooksService.replaceSecret: find Webhook
SELECT t.`id`, t.`url`, t.`kinds`, t.`enabled`, t.`createdAt`, t.`previousSecretsUntil`, t.`secret`, t.`previousSecrets` FROM `webhooks` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- notifications/webhooks.service.ts WebhooksService.replaceSecret: update Webhook
UPDATE `webhooks` SET `secret` = ?, `previousSecrets` = ?, `previousSecretsUntil` = ? WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?

-- notifications/webhooks.service.ts WebhooksService.remove: delete Webhook
DELETE FROM `webhooks` WHERE `webhooks`.`accountId` = ? AND `webhooks`.`id` = ?

-- overview/milestones.service.ts SetupMilestones.read: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- overview/milestones.service.ts SetupMilestones.counted: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- overview/milestones.service.ts SetupMilestones.counted: update MilestonesRecord
UPDATE `setup_milestones` SET `firstUserAt` = ?, `firstGroupAt` = ?, `firstDeactivationAt` = ? WHERE `setup_milestones`.`accountId` = ? AND 1 = 1

-- overview/milestones.service.ts SetupMilestones.counted: insert MilestonesRecord
INSERT INTO `setup_milestones` (`accountId`, `firstUserAt`, `firstGroupAt`, `firstDeactivationAt`) VALUES (?…)

-- ownership/ownership-changes.service.ts OwnershipChanges.read: selectListed Resources
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- ownership/ownership-changes.service.ts OwnershipChanges.read: selectListed Seen
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `group_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `user_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))

-- ownership/ownership-changes.service.ts OwnershipChanges.store: delete Seen
DELETE FROM `group_sightings` WHERE `group_sightings`.`accountId` = ? AND `group_sightings`.`resourceId` IN (?…)
DELETE FROM `user_sightings` WHERE `user_sightings`.`accountId` = ? AND `user_sightings`.`resourceId` IN (?…)

-- ownership/ownership-changes.service.ts OwnershipChanges.store: insert Seen
INSERT INTO `group_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)
INSERT INTO `user_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)

-- ownership/ownership-changes.service.ts connectionsOf: selectListed ManagingConnection
SELECT t.`id`, t.`ownerId`, t.`name`, t.`client` FROM `managing_connections` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- ownership/ownership.service.ts Owners.ofAll: selectListed Sightings
SELECT t.`resourceId`, t.`lastSeenAt`, t.`lastWrittenAt`, j0.`ownerId` AS `ownerId`, j0.`kind` AS `kind`, j0.`name` AS `name`, j0.`client` AS `client` FROM `group_sightings` t LEFT JOIN `managing_connections` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`managedById` WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))
SELECT t.`resourceId`, t.`lastSeenAt`, t.`lastWrittenAt`, j0.`ownerId` AS `ownerId`, j0.`kind` AS `kind`, j0.`name` AS `name`, j0.`client` AS `client` FROM `user_sightings` t LEFT JOIN `managing_connections` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`managedById` WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))

-- ownership/ownership.service.ts Owners.countPeople: countAtMost UserSighting
SELECT COUNT(*) AS total FROM (SELECT 1 FROM `user_sightings` t WHERE t.`accountId` = ? AND (t.`managedById` IS NOT NULL AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`resourceId` AND e0.`deletedAt` IS NULL AND 1 = 1)) LIMIT ?) counted

-- ownership/ownership.service.ts Owners.erase: delete UserSighting
DELETE FROM `user_sightings` WHERE `user_sightings`.`accountId` = ? AND `user_sightings`.`resourceId` = ?

-- ownership/ownership.service.ts Owners.erase: update ManagingConnection
UPDATE `managing_connections` SET `name` = ? WHERE `managing_connections`.`accountId` = ? AND `managing_connections`.`ownerId` = ?

-- ownership/ownership.service.ts Owners.ofGroup: find GroupSighting
SELECT t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `group_sightings` t WHERE t.`accountId` = ? AND t.`resourceId` = ? LIMIT ? OFFSET ?

-- ownership/ownership.service.ts Owners.putGroupBack: insert GroupSighting
INSERT INTO `group_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)

-- ownership/store-sightings.ts storeSightings: selectListed Sightings
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `group_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `user_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))

-- ownership/store-sightings.ts storeSightings: selectListed Resources
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- ownership/store-sightings.ts storeSightings: insert Sightings
INSERT INTO `group_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)
INSERT INTO `user_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)

-- ownership/store-sightings.ts storeSightings: update Sightings
UPDATE `user_sightings` SET `lastSeenAt` = ? WHERE `user_sightings`.`accountId` = ? AND (`user_sightings`.`resourceId` IN (?…) AND `user_sightings`.`lastSeenAt` <= ?)
UPDATE `user_sightings` SET `managedById` = ?, `lastWrittenAt` = ?, `lastSeenAt` = ? WHERE `user_sightings`.`accountId` = ? AND (`user_sightings`.`resourceId` IN (?…) AND `user_sightings`.`lastSeenAt` <= ?)

-- ownership/store-sightings.ts connectionIds: selectListed ManagingConnection
SELECT t.`id`, t.`kind`, t.`ownerId`, t.`name`, t.`client` FROM `managing_connections` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?…))

-- ownership/store-sightings.ts connectionIds: update ManagingConnection
UPDATE `managing_connections` SET `name` = ?, `client` = ? WHERE `managing_connections`.`accountId` = ? AND `managing_connections`.`id` = ?

-- ownership/store-sightings.ts connectionIds: insert ManagingConnection
INSERT INTO `managing_connections` (`accountId`, `id`, `kind`, `ownerId`, `name`, `client`) VALUES (?…)

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.read: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`rolesGrant`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.change: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.change: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`rolesGrant`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.change: update ProvisioningSettings
UPDATE `provisioning_settings` SET `alarmAbove` = ?, `alarmPercent` = ?, `lockManaged` = ?, `paused` = ?, `rolesGrant` = ?, `pausedBy` = ?, `pausedAt` = ? WHERE `provisioning_settings`.`accountId` = ? AND 1 = 1

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.change: insert ProvisioningSettings
INSERT INTO `provisioning_settings` (`accountId`, `alarmAbove`, `alarmPercent`, `lockManaged`, `paused`, `rolesGrant`, `pausedBy`, `pausedAt`) VALUES (?…)

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.rolesGrant: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.rolesGrant: find ProvisioningSettings
SELECT t.`rolesGrant` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- settings/provisioning-settings.service.ts ProvisioningSettingsService.erase: update ProvisioningSettings
UPDATE `provisioning_settings` SET `pausedBy` = ? WHERE `provisioning_settings`.`accountId` = ? AND `provisioning_settings`.`pausedBy` = ?

-- undo/group-undo.service.ts GroupUndo.membersAmong: selectListed GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`groupId` = ?)

-- undo/group-undo.service.ts GroupUndo.wantedMembers: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- undo/group-undo.service.ts GroupUndo.existingUsers: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/group-undo.service.ts GroupUndo.existingUsers: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- undo/group-undo.service.ts GroupUndo.isNameWaiting: find Group
SELECT t.`id`, t.`displayName` FROM `groups` t WHERE t.`accountId` = ? AND t.`displayNameKey` = ? LIMIT ? OFFSET ?

-- undo/group-undo.service.ts GroupUndo.isNameWaiting: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`runId` = ? AND t.`kind` = ?) LIMIT ? OFFSET ?

-- undo/group-undo.service.ts GroupUndo.read: selectListed Group
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- undo/job-progress.ts storeProgress: update UndoJob
UPDATE `undo_jobs` SET `cursor` = ?, `done` = ?, `restored` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `cursor` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `left` = ?, `step` = ?, `cursor` = ?, `waiting` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `step` = ?, `cursor` = ?, `waiting` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `step` = ?, `cursor` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `step` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- undo/job-progress.ts endJob: update UndoJob
UPDATE `undo_jobs` SET `state` = ?, `done` = ?, `finishedAt` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- undo/later-changes.service.ts LaterChanges.authors: selectListed JournalChange
SELECT t.`id`, t.`resourceId`, t.`actor` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND t.`refused` = ? AND (t.`runId` IS NULL OR NOT (t.`runId` = ?)) AND (t.`kind` IS NULL OR NOT (t.`kind` IN (?…))))
SELECT t.`id`, t.`resourceId`, t.`actor` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND t.`refused` = ? AND (t.`runId` IS NULL OR NOT (t.`runId` = ?)) AND (t.`source` IS NULL OR NOT (t.`source` = ?)) AND (t.`kind` IS NULL OR NOT (t.`kind` IN (?…))))

-- undo/later-changes.service.ts laterThan: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`runId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- undo/later-changes.service.ts lastActors: selectListed Resource
SELECT t.`id`, (SELECT e0.`actor` FROM `journal_changes` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND (e0.`id` >= ? AND e0.`refused` = ? AND (e0.`runId` IS NULL OR NOT (e0.`runId` = ?)) AND (INSTR(e0.`data`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `journal_parts` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`changeId` = e0.`id` AND INSTR(e1.`text`, ?) > 0))) ORDER BY e0.`id` DESC LIMIT 1) AS `actor` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))
SELECT t.`id`, (SELECT e0.`actor` FROM `journal_changes` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND (e0.`id` >= ? AND e0.`refused` = ? AND (e0.`runId` IS NULL OR NOT (e0.`runId` = ?)) AND (e0.`source` IS NULL OR NOT (e0.`source` = ?)) AND (INSTR(e0.`data`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `journal_parts` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`changeId` = e0.`id` AND INSTR(e1.`text`, ?) > 0))) ORDER BY e0.`id` DESC LIMIT 1) AS `actor` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/make-local.service.ts MakeLocal.counts.users: count UserSighting
SELECT COUNT(*) AS total FROM `user_sightings` t WHERE t.`accountId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`resourceId` AND e0.`deletedAt` IS NULL AND 1 = 1)

-- undo/make-local.service.ts MakeLocal.counts.groups: count GroupSighting
SELECT COUNT(*) AS total FROM `group_sightings` t WHERE t.`accountId` = ?

-- undo/make-local.service.ts metAfter: select UserSighting
SELECT t.`resourceId`, t.`managedById`, j0.`userName` AS `name` FROM `user_sightings` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`resourceId` > ? ORDER BY t.`resourceId` LIMIT ? OFFSET ?

-- undo/make-local.service.ts metAfter: select GroupSighting
SELECT t.`resourceId`, t.`managedById`, j0.`displayName` AS `name` FROM `group_sightings` t JOIN `groups` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` WHERE t.`accountId` = ? AND t.`resourceId` > ? ORDER BY t.`resourceId` LIMIT ? OFFSET ?

-- undo/managed-deactivation.service.ts ManagedDeactivation.plan: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL))

-- undo/managed-deactivation.service.ts ManagedDeactivation.begin: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL))

-- undo/managed-deactivation.service.ts ManagedDeactivation.deactivate: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/managed-deactivation.service.ts ManagedDeactivation.ownEntry: find User
SELECT t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` = ? AND t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL)) LIMIT ? OFFSET ?

-- undo/managed-deactivation.service.ts managedAfter: select UserSighting
SELECT t.`resourceId`, j0.`userName` AS `userName` FROM `user_sightings` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` AND j0.`deletedAt` IS NULL AND j0.`active` = ? WHERE t.`accountId` = ? AND (t.`resourceId` > ? AND t.`managedById` IS NOT NULL) ORDER BY t.`resourceId` LIMIT ? OFFSET ?

-- undo/managed-jobs.ts oneManagedJob: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- undo/managed-jobs.ts oneManagedJob: find UndoJob
SELECT t.`id`, t.`kind` FROM `undo_jobs` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`kind` IN (?…)) LIMIT ? OFFSET ?

-- undo/managed-jobs.ts beginManagedJob: insert UndoJob
INSERT INTO `undo_jobs` (`accountId`, `id`, `kind`, `runId`, `undoRunId`, `authorKind`, `authorId`, `author`, `via`, `address`, `choice`, `state`, `step`, `cursor`, `waiting`, `done`, `total`, `restored`, `skipped`, `impossible`, `left`, `leaseUntil`, `createdAt`, `finishedAt`) VALUES (?…)

-- undo/manager-undo.service.ts ManagerUndo.putBack: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/manager-undo.service.ts ManagerUndo.releaseFromDeleted: find User
SELECT t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/manager-undo.service.ts ManagerUndo.existing: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/manager-undo.service.ts ManagerUndo.existing: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- undo/names-in-use.service.ts NamesInUse.park: update User
UPDATE `users` SET `userNameKey` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`id` = ?

-- undo/names-in-use.service.ts holdersOf: selectListed User
SELECT t.`id`, t.`userNameKey`, t.`active`, t.`userName`, t.`displayName`, t.`formattedName`, t.`givenName`, t.`familyName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`userNameKey` IN (?…))

-- undo/run-people.service.ts RunPeople.page: select JournalChange
SELECT t.`resourceId`, t.`kind`, t.`name`, j0.`userName` AS `userName`, j0.`displayName` AS `displayName`, j0.`formattedName` AS `formattedName`, j0.`givenName` AS `givenName`, j0.`familyName` AS `familyName` FROM `journal_changes` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`refused` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` > ? AND (INSTR(t.`name`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`resourceId` AND ((INSTR(e0.`userNameKey`, ?) > 0 OR INSTR(e0.`shownNameKey`, ?) > 0 OR INSTR(e0.`displayNameKey`, ?) > 0 OR INSTR(e0.`formattedNameKey`, ?) > 0 OR INSTR(e0.`givenNameKey`, ?) > 0 OR INSTR(e0.`middleNameKey`, ?) > 0 OR INSTR(e0.`familyNameKey`, ?) > 0 OR INSTR(e0.`nickNameKey`, ?) > 0 OR INSTR(e0.`employeeNumberKey`, ?) > 0 OR INSTR(e0.`departmentKey`, ?) > 0 OR INSTR(e0.`externalId`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_values` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`userId` = e0.`id` AND (e1.`attribute` = ? AND INSTR(e1.`valueKey`, ?) > 0))))))) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?

-- undo/run-people.service.ts RunPeople.idsOf: selectListed User
SELECT t.`id`, t.`userNameKey` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`userNameKey` IN (?…))

-- undo/run-people.service.ts changedAmong: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `journal_changes` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND (e0.`runId` = ? AND e0.`resourceType` = ? AND e0.`refused` = ? AND e0.`resourceId` IS NOT NULL)))

-- undo/run-people.service.ts namedBefore: selectListed JournalChange
SELECT t.`name`, t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`name` IN (?…) AND t.`runId` = ? AND t.`resourceType` = ? AND t.`refused` = ? AND t.`resourceId` IS NOT NULL) ORDER BY t.`resourceId` DESC

-- undo/run-slices.service.ts RunSlices.count: count JournalChange
SELECT COUNT(*) AS total FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL)

-- undo/run-slices.service.ts RunSlices.hasAny: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`refused` = ?) LIMIT ? OFFSET ?

-- undo/run-slices.service.ts RunSlices.next: select JournalChange
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`resourceType` = ? AND t.`runId` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`resourceType` = ? AND t.`source` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?

-- undo/undo-aftermath.service.ts UndoAftermaths.of: find UndoJob
SELECT t.`undoRunId` FROM `undo_jobs` t WHERE t.`accountId` = ? AND t.`runId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- undo/undo-aftermath.service.ts UndoAftermaths.ofUndo: find Run
SELECT t.`undoOf`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/undo-aftermath.service.ts UndoAftermaths.ofUndo: find Run
SELECT t.`client` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/undo-family.ts runningUndo: find Run
SELECT t.`id` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/undo-family.ts runningUndo: select UndoJob
SELECT t.`id`, t.`runId`, j0.`undoOf` AS `undoOf` FROM `undo_jobs` t JOIN `provisioning_runs` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`runId` WHERE t.`accountId` = ? AND t.`state` = ?

-- undo/undo-family.ts beginnings: selectListed Run
SELECT t.`id`, t.`undoOf` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- undo/undo-pruning.ts pruneUndoJobs: delete UndoJob
DELETE FROM `undo_jobs` WHERE `undo_jobs`.`accountId` = ? AND (`undo_jobs`.`state` IN (?…) AND `undo_jobs`.`finishedAt` < ?)

-- undo/undo-work.service.ts UndoWork.markUndone: update Run
UPDATE `provisioning_runs` SET `undoneBy` = ?, `undoneInPart` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- undo/undo-worker.service.ts UndoWorker.due: select Account
SELECT t.`id`, j0.`id` AS `jobId`, j0.`leaseUntil` AS `leaseUntil` FROM `accounts` t JOIN `undo_jobs` j0 ON j0.`accountId` = t.`id` AND j0.`state` = ? WHERE 1 = 1

-- undo/undo-worker.service.ts UndoWorker.fail: update UndoJob
UPDATE `undo_jobs` SET `state` = ?, `finishedAt` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- undo/undo-worker.service.ts UndoWorker.nextSlice: find UndoJob
SELECT t.`id`, t.`kind`, t.`runId`, t.`undoRunId`, t.`authorKind`, t.`authorId`, t.`author`, t.`via`, t.`address`, t.`choice`, t.`state`, t.`step`, t.`cursor`, t.`waiting`, t.`done`, t.`total`, t.`restored`, t.`skipped`, t.`impossible`, t.`left`, t.`leaseUntil`, t.`createdAt`, t.`finishedAt` FROM `undo_jobs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/undo.service.ts UndoService.begin: insert UndoJob
INSERT INTO `undo_jobs` (`accountId`, `id`, `kind`, `runId`, `undoRunId`, `authorKind`, `authorId`, `author`, `via`, `address`, `choice`, `state`, `step`, `cursor`, `waiting`, `done`, `total`, `restored`, `skipped`, `impossible`, `left`, `leaseUntil`, `createdAt`, `finishedAt`) VALUES (?…)

-- undo/undo.service.ts UndoService.job: find UndoJob
SELECT t.`id`, t.`kind`, t.`runId`, t.`undoRunId`, t.`authorKind`, t.`authorId`, t.`author`, t.`via`, t.`address`, t.`choice`, t.`state`, t.`step`, t.`cursor`, t.`waiting`, t.`done`, t.`total`, t.`restored`, t.`skipped`, t.`impossible`, t.`left`, t.`leaseUntil`, t.`createdAt`, t.`finishedAt`, j0.`deactivatedAgain` AS `deactivatedAgain` FROM `undo_jobs` t LEFT JOIN `provisioning_runs` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`undoRunId` WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo/user-undo.service.ts UserUndo.read: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- undo/user-undo.service.ts UserUndo.deletedRows: selectListed User
SELECT t.`id`, t.`userName`, t.`deletedAt`, t.`erasedAt` FROM `users` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
