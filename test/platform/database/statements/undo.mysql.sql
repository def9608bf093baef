-- group-undo.service.ts GroupUndo.membersAmong: selectListed GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`groupId` = ?)

-- group-undo.service.ts GroupUndo.wantedMembers: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- group-undo.service.ts GroupUndo.existingUsers: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- group-undo.service.ts GroupUndo.existingUsers: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- group-undo.service.ts GroupUndo.isNameWaiting: find Group
SELECT t.`id`, t.`displayName` FROM `groups` t WHERE t.`accountId` = ? AND t.`displayNameKey` = ? LIMIT ? OFFSET ?

-- group-undo.service.ts GroupUndo.isNameWaiting: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`runId` = ? AND t.`kind` = ?) LIMIT ? OFFSET ?

-- group-undo.service.ts GroupUndo.read: find Group
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- job-progress.ts storeProgress: update UndoJob
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `cursor` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `left` = ?, `step` = ?, `cursor` = ?, `waiting` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `restored` = ?, `skipped` = ?, `impossible` = ?, `step` = ?, `cursor` = ?, `waiting` = ?, `done` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?
UPDATE `undo_jobs` SET `step` = ?, `leaseUntil` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- job-progress.ts endJob: update UndoJob
UPDATE `undo_jobs` SET `state` = ?, `done` = ?, `finishedAt` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- later-changes.service.ts LaterChanges.reason: find JournalChange
SELECT t.`actor`, t.`runId` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`resourceId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- later-changes.service.ts LaterChanges.authors: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND t.`runId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- later-changes.service.ts LaterChanges.authors: selectListed JournalChange
SELECT t.`id`, t.`resourceId`, t.`actor` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND (t.`kind` IS NULL OR NOT (t.`kind` IN (?…))) AND t.`refused` = ? AND (t.`runId` IS NULL OR NOT (t.`runId` = ?)) AND (t.`source` IS NULL OR NOT (t.`source` = ?)))
SELECT t.`id`, t.`resourceId`, t.`actor` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`id` >= ? AND (t.`kind` IS NULL OR NOT (t.`kind` IN (?…))) AND t.`refused` = ? AND (t.`runId` IS NULL OR NOT (t.`runId` = ?)))

-- managed-deactivation.service.ts ManagedDeactivation.plan: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL))

-- managed-deactivation.service.ts ManagedDeactivation.begin: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- managed-deactivation.service.ts ManagedDeactivation.begin: find UndoJob
SELECT t.`id` FROM `undo_jobs` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`kind` = ?) LIMIT ? OFFSET ?

-- managed-deactivation.service.ts ManagedDeactivation.begin: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL))

-- managed-deactivation.service.ts ManagedDeactivation.begin: insert UndoJob
INSERT INTO `undo_jobs` (`accountId`, `id`, `kind`, `runId`, `undoRunId`, `authorKind`, `authorId`, `author`, `via`, `address`, `choice`, `state`, `step`, `cursor`, `waiting`, `done`, `total`, `restored`, `skipped`, `impossible`, `left`, `leaseUntil`, `createdAt`, `finishedAt`) VALUES (?…)

-- managed-deactivation.service.ts ManagedDeactivation.deactivate: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…)) FOR UPDATE

-- managed-deactivation.service.ts ManagedDeactivation.ownEntry: find User
SELECT t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` = ? AND t.`active` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_sightings` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`resourceId` = t.`id` AND e0.`managedById` IS NOT NULL)) LIMIT ? OFFSET ?

-- managed-deactivation.service.ts managedAfter: select UserSighting
SELECT t.`resourceId`, j0.`userName` AS `userName` FROM `user_sightings` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` AND j0.`deletedAt` IS NULL AND j0.`active` = ? WHERE t.`accountId` = ? AND (t.`resourceId` > ? AND t.`managedById` IS NOT NULL) ORDER BY t.`resourceId` LIMIT ? OFFSET ?

-- manager-undo.service.ts ManagerUndo.putBack: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…)) FOR UPDATE

-- manager-undo.service.ts ManagerUndo.releaseFromDeleted: find User
SELECT t.`externalId` FROM `users` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- manager-undo.service.ts ManagerUndo.existing: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…)) LOCK IN SHARE MODE

-- manager-undo.service.ts ManagerUndo.existing: selectListed JournalChange
SELECT t.`resourceId` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…) AND t.`runId` = ? AND t.`kind` = ?)

-- names-in-use.service.ts NamesInUse.park: update User
UPDATE `users` SET `userNameKey` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`id` = ?

-- names-in-use.service.ts holdersOf: selectListed User
SELECT t.`id`, t.`userName`, t.`userNameKey` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`userNameKey` IN (?…))

-- run-people.service.ts RunPeople.page: select JournalChange
SELECT t.`resourceId`, t.`kind`, t.`name`, j0.`userName` AS `userName`, j0.`displayName` AS `displayName`, j0.`formattedName` AS `formattedName`, j0.`givenName` AS `givenName`, j0.`familyName` AS `familyName` FROM `journal_changes` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`resourceId` WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`refused` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` > ? AND (INSTR(t.`name`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`resourceId` AND ((INSTR(e0.`userNameKey`, ?) > 0 OR INSTR(e0.`shownNameKey`, ?) > 0 OR INSTR(e0.`displayNameKey`, ?) > 0 OR INSTR(e0.`formattedNameKey`, ?) > 0 OR INSTR(e0.`givenNameKey`, ?) > 0 OR INSTR(e0.`middleNameKey`, ?) > 0 OR INSTR(e0.`familyNameKey`, ?) > 0 OR INSTR(e0.`nickNameKey`, ?) > 0 OR INSTR(e0.`employeeNumberKey`, ?) > 0 OR INSTR(e0.`departmentKey`, ?) > 0 OR INSTR(e0.`externalId`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_values` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`userId` = e0.`id` AND (e1.`attribute` = ? AND INSTR(e1.`valueKey`, ?) > 0))))))) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?

-- run-slices.service.ts RunSlices.count: count JournalChange
SELECT COUNT(*) AS total FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL)

-- run-slices.service.ts RunSlices.hasAny: find JournalChange
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`refused` = ?) LIMIT ? OFFSET ?

-- run-slices.service.ts RunSlices.next: select JournalChange
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`resourceType` = ? AND t.`runId` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`resourceType` = ? AND t.`source` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` = ? AND t.`id` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`runId` = ? AND t.`resourceType` = ? AND t.`resourceId` IS NOT NULL AND t.`resourceId` > ?) ORDER BY t.`resourceId`, t.`id` LIMIT ? OFFSET ?

-- undo-aftermath.service.ts UndoAftermaths.of: find UndoJob
SELECT t.`undoRunId` FROM `undo_jobs` t WHERE t.`accountId` = ? AND t.`runId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- undo-aftermath.service.ts UndoAftermaths.ofUndo: find Run
SELECT t.`undoOf`, t.`deactivatedAgain` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo-aftermath.service.ts UndoAftermaths.ofUndo: find Run
SELECT t.`client` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- undo-family.ts runningUndo: find Run
SELECT t.`id` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- undo-family.ts runningUndo: select UndoJob
SELECT t.`id`, t.`runId`, j0.`undoOf` AS `undoOf` FROM `undo_jobs` t JOIN `provisioning_runs` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`runId` WHERE t.`accountId` = ? AND t.`state` = ?

-- undo-family.ts beginnings: selectListed Run
SELECT t.`id`, t.`undoOf` FROM `provisioning_runs` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- undo-pruning.ts pruneUndoJobs: delete UndoJob
DELETE FROM `undo_jobs` WHERE `undo_jobs`.`accountId` = ? AND (`undo_jobs`.`state` IN (?…) AND `undo_jobs`.`finishedAt` < ?)

-- undo-work.service.ts UndoWork.next: update Run
UPDATE `provisioning_runs` SET `undoneBy` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`id` = ?

-- undo-worker.service.ts UndoWorker.due: select Account
SELECT t.`id`, j0.`id` AS `jobId`, j0.`leaseUntil` AS `leaseUntil` FROM `accounts` t JOIN `undo_jobs` j0 ON j0.`accountId` = t.`id` AND j0.`state` = ? WHERE 1 = 1

-- undo-worker.service.ts UndoWorker.fail: update UndoJob
UPDATE `undo_jobs` SET `state` = ?, `finishedAt` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- undo-worker.service.ts UndoWorker.nextSlice: find UndoJob
SELECT t.`id`, t.`kind`, t.`runId`, t.`undoRunId`, t.`authorKind`, t.`authorId`, t.`author`, t.`via`, t.`address`, t.`choice`, t.`state`, t.`step`, t.`cursor`, t.`waiting`, t.`done`, t.`total`, t.`restored`, t.`skipped`, t.`impossible`, t.`left`, t.`leaseUntil`, t.`createdAt`, t.`finishedAt` FROM `undo_jobs` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- undo.service.ts UndoService.begin: insert UndoJob
INSERT INTO `undo_jobs` (`accountId`, `id`, `kind`, `runId`, `undoRunId`, `authorKind`, `authorId`, `author`, `via`, `address`, `choice`, `state`, `step`, `cursor`, `waiting`, `done`, `total`, `restored`, `skipped`, `impossible`, `left`, `leaseUntil`, `createdAt`, `finishedAt`) VALUES (?…)

-- undo.service.ts UndoService.job: find UndoJob
SELECT t.`id`, t.`kind`, t.`runId`, t.`undoRunId`, t.`authorKind`, t.`authorId`, t.`author`, t.`via`, t.`address`, t.`choice`, t.`state`, t.`step`, t.`cursor`, t.`waiting`, t.`done`, t.`total`, t.`restored`, t.`skipped`, t.`impossible`, t.`left`, t.`leaseUntil`, t.`createdAt`, t.`finishedAt`, j0.`deactivatedAgain` AS `deactivatedAgain` FROM `undo_jobs` t LEFT JOIN `provisioning_runs` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`undoRunId` WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- user-undo.service.ts UserUndo.read: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…)) FOR UPDATE

-- user-undo.service.ts UserUndo.deletedRows: selectListed User
SELECT t.`id`, t.`userName`, t.`deletedAt`, t.`erasedAt` FROM `users` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
