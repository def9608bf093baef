-- directory-counts.service.ts DirectoryCounts.read: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- directory-counts.service.ts DirectoryCounts.hold: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ? FOR UPDATE

-- directory-counts.service.ts DirectoryCounts.hold: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- directory-counts.service.ts DirectoryCounts.hold: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ? FOR UPDATE

-- directory-counts.service.ts DirectoryCounts.hold: insert DirectoryTotals
INSERT INTO `directory_totals` (`accountId`, `users`, `active`, `provisioned`, `groups`, `members`, `countedAt`) VALUES (?…)

-- directory-counts.service.ts DirectoryCounts.before: select JournalChange
SELECT t.`active`, t.`provisioned`, t.`added`, t.`removed` FROM `journal_changes` t FORCE INDEX (`ix_journal_changes_open`) WHERE t.`accountId` = ? AND t.`runId` IS NULL LIMIT ? OFFSET ?

-- directory-counts.service.ts DirectoryCounts.add: update DirectoryTotals
UPDATE `directory_totals` SET `users` = ?, `active` = ?, `provisioned` = ?, `groups` = ?, `members` = ? WHERE `directory_totals`.`accountId` = ? AND 1 = 1

-- directory-counts.service.ts DirectoryCounts.recountOlder: find DirectoryTotals
SELECT t.`users`, t.`active`, t.`provisioned`, t.`groups`, t.`members`, t.`countedAt` FROM `directory_totals` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- directory-counts.service.ts DirectoryCounts.recount: update DirectoryTotals
UPDATE `directory_totals` SET `users` = ?, `active` = ?, `provisioned` = ?, `groups` = ?, `members` = ?, `countedAt` = ? WHERE `directory_totals`.`accountId` = ? AND 1 = 1

-- directory-counts.service.ts count.users: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL

-- directory-counts.service.ts count.active: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`active` = ?

-- directory-counts.service.ts count.provisioned: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`externalId` IS NOT NULL

-- directory-counts.service.ts count.groups: count Group
SELECT COUNT(*) AS total FROM `groups` t WHERE t.`accountId` = ?

-- directory-counts.service.ts count.members: count GroupMember
SELECT COUNT(*) AS total FROM `group_members` t WHERE t.`accountId` = ?

-- directory-counts.service.ts hasOpenChanges: find JournalChange
SELECT t.`id` FROM `journal_changes` t FORCE INDEX (`ix_journal_changes_open`) WHERE t.`accountId` = ? AND t.`runId` IS NULL LIMIT ? OFFSET ?

-- insert-run.ts insertRun: insert Run
INSERT INTO `provisioning_runs` (`accountId`, `id`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `firstAt`, `lastAt`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`, `activeBefore`, `membersBefore`, `alarmAt`, `undoOf`, `undoneBy`, `deactivatedAgain`) VALUES (?…)

-- journal-pruning.ts pruneJournal: find JournalChange
SELECT t.`id` FROM `journal_changes` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- journal-pruning.ts pruneJournal: delete JournalPart
DELETE FROM `journal_parts` WHERE `journal_parts`.`accountId` = ? AND `journal_parts`.`changeId` < ?

-- journal-pruning.ts pruneRuns: delete Run
DELETE FROM `provisioning_runs` WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`lastAt` < ?

-- journal-pruning.ts forgetPasswords: update User
UPDATE `users` SET `passwordHash` = ? WHERE `users`.`accountId` = ? AND (`users`.`erasedAt` IS NULL AND `users`.`deletedAt` < ? AND `users`.`passwordHash` IS NOT NULL)

-- journal.service.ts Journal.changed: insert JournalChange
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `added`, `removed`, `active`, `provisioned`, `kind`, `resourceType`, `resourceId`, `name`, `refused`, `data`) VALUES (?…)
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `kind`, `added`, `removed`, `active`, `provisioned`, `resourceType`, `resourceId`, `name`, `refused`, `data`) VALUES (?…)

-- journal.service.ts Journal.changed: insert JournalPart
INSERT INTO `journal_parts` (`accountId`, `changeId`, `position`, `text`) VALUES (?…)

-- journal.service.ts Journal.refused: insert JournalChange
INSERT INTO `journal_changes` (`accountId`, `id`, `time`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `eventId`, `kind`, `resourceType`, `resourceId`, `name`, `added`, `removed`, `refused`, `active`, `provisioned`, `data`) VALUES (?…)

-- provisioning-days.ts addToDays: find ProvisioningDay
SELECT t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused` FROM `provisioning_days` t WHERE t.`accountId` = ? AND t.`day` = ? LIMIT ? OFFSET ?

-- provisioning-days.ts addToDays: update ProvisioningDay
UPDATE `provisioning_days` SET `created` = ?, `changed` = ?, `deactivated` = ?, `reactivated` = ?, `deleted` = ?, `groupsCreated` = ?, `groupsDeleted` = ?, `membersAdded` = ?, `membersRemoved` = ?, `refused` = ? WHERE `provisioning_days`.`accountId` = ? AND `provisioning_days`.`day` = ?

-- provisioning-days.ts addToDays: insert ProvisioningDay
INSERT INTO `provisioning_days` (`accountId`, `day`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`) VALUES (?…)

-- provisioning-days.ts daysSince: select ProvisioningDay
SELECT t.`day`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused` FROM `provisioning_days` t WHERE t.`accountId` = ? AND t.`day` >= ? ORDER BY t.`day`

-- provisioning-days.ts pruneDays: delete ProvisioningDay
DELETE FROM `provisioning_days` WHERE `provisioning_days`.`accountId` = ? AND `provisioning_days`.`day` < ?

-- run-keeper.service.ts RunKeeper.countSome: select JournalChange
SELECT t.`id`, t.`time`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`added`, t.`removed`, t.`refused`, t.`active`, t.`provisioned` FROM `journal_changes` t FORCE INDEX (`ix_journal_changes_open`) WHERE t.`accountId` = ? AND t.`runId` IS NULL ORDER BY t.`id` LIMIT ? OFFSET ?

-- run-keeper.service.ts RunKeeper.latestRun: find Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`source` = ? ORDER BY t.`lastAt` DESC LIMIT ? OFFSET ?

-- run-keeper.service.ts RunKeeper.store: insert Run
INSERT INTO `provisioning_runs` (`accountId`, `id`, `source`, `via`, `actorKind`, `actorId`, `actor`, `client`, `firstAt`, `lastAt`, `created`, `changed`, `deactivated`, `reactivated`, `deleted`, `groupsCreated`, `groupsDeleted`, `membersAdded`, `membersRemoved`, `refused`, `activeBefore`, `membersBefore`, `alarmAt`, `undoOf`, `undoneBy`, `deactivatedAgain`) VALUES (?…)

-- run-keeper.service.ts RunKeeper.store: update Run
UPDATE `provisioning_runs` SET `firstAt` = ?, `lastAt` = ?, `created` = ?, `changed` = ?, `deactivated` = ?, `reactivated` = ?, `deleted` = ?, `groupsCreated` = ?, `groupsDeleted` = ?, `membersAdded` = ?, `membersRemoved` = ?, `refused` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- run-keeper.service.ts RunKeeper.store: update JournalChange
UPDATE `journal_changes` SET `runId` = ? WHERE `journal_changes`.`accountId` = ? AND (`journal_changes`.`id` IN (?…))

-- runs.service.ts RunsService.page: select Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`deactivatedAgain` FROM `provisioning_runs` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`via` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- runs.service.ts RunsService.get: find Run
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?
SELECT t.`id`, t.`source`, t.`via`, t.`actorKind`, t.`actorId`, t.`actor`, t.`client`, t.`firstAt`, t.`lastAt`, t.`created`, t.`changed`, t.`deactivated`, t.`reactivated`, t.`deleted`, t.`groupsCreated`, t.`groupsDeleted`, t.`membersAdded`, t.`membersRemoved`, t.`refused`, t.`activeBefore`, t.`membersBefore`, t.`alarmAt`, t.`undoOf`, t.`undoneBy`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- runs.service.ts RunsService.changes: select JournalChange
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- runs.service.ts RunsService.fitting: selectListed JournalPart
SELECT t.`changeId`, t.`position` FROM `journal_parts` t WHERE t.`accountId` = ? AND (t.`changeId` IN (?…))

-- runs.service.ts RunsService.complete: selectListed JournalPart
SELECT t.`changeId`, t.`text` FROM `journal_parts` t WHERE t.`accountId` = ? AND (t.`changeId` IN (?…)) ORDER BY t.`changeId`, t.`position`
