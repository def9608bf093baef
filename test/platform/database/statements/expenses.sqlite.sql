-- approval-follower.service.ts ApprovalFollower.followOwners: update ExpenseReport
UPDATE `expense_reports` SET `organizationId` = ? WHERE `expense_reports`.`accountId` = ? AND (`expense_reports`.`ownerId` = ? AND `expense_reports`.`status` IN (?…))

-- approval-follower.service.ts ApprovalFollower.keepApproving: update Group
UPDATE `groups` SET `approves` = ? WHERE `groups`.`accountId` = ? AND (`groups`.`id` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `approval_policies` e0 WHERE e0.`accountId` = `groups`.`accountId` AND e0.`finalGroupId` = `groups`.`id` AND 1 = 1))

-- approval-policies.service.ts ApprovalPolicies.change: update ApprovalPolicy
UPDATE `approval_policies` SET `levels` = ?, `finalApproverId` = ?, `finalGroupId` = ?, `finalFrom` = ?, `fallback` = ?, `submitForLeaver` = ?, `leaverDays` = ?, `version` = ?, `updatedAt` = ? WHERE `approval_policies`.`accountId` = ? AND `approval_policies`.`organizationId` = ?

-- approval-policies.service.ts ApprovalPolicies.change: insert ApprovalPolicy
INSERT INTO `approval_policies` (`accountId`, `organizationId`, `levels`, `finalApproverId`, `finalGroupId`, `finalFrom`, `fallback`, `submitForLeaver`, `leaverDays`, `version`, `updatedAt`) VALUES (?…)

-- approvals.service.ts Approvals.reassign: find User
SELECT t.`active` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- approvals.service.ts Approvals.reassign: update ApprovalStep
UPDATE `approval_steps` SET `approverId` = ?, `groupId` = ?, `origin` = ?, `replacedId` = ?, `waitingFor` = ? WHERE `approval_steps`.`accountId` = ? AND `approval_steps`.`id` = ?

-- approvals.service.ts Approvals.reassign: insert ApprovalMove
INSERT INTO `approval_moves` (`accountId`, `id`, `reportId`, `stepId`, `fromOrigin`, `fromId`, `toId`, `reason`, `eventId`, `createdAt`) VALUES (?…)

-- approvals.service.ts Approvals.proceed: insert ApprovalStep
INSERT INTO `approval_steps` (`accountId`, `id`, `reportId`, `position`, `round`, `stage`, `origin`, `approverId`, `groupId`, `replacedId`, `waitingFor`, `state`, `decidedAt`, `note`, `eventId`, `createdAt`) VALUES (?…)

-- approvals.service.ts Approvals.decide: update ApprovalStep
UPDATE `approval_steps` SET `state` = ?, `note` = ?, `decidedAt` = ?, `waitingFor` = ? WHERE `approval_steps`.`accountId` = ? AND `approval_steps`.`id` = ?

-- approvals.service.ts Approvals.set: update ExpenseReport
UPDATE `expense_reports` SET `ownerName` = ?, `employeeNumber` = ?, `organizationId` = ?, `costCenter` = ?, `department` = ?, `round` = ?, `submittedById` = ?, `submittedAt` = ?, `status` = ?, `version` = ?, `updatedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?
UPDATE `expense_reports` SET `status` = ?, `version` = ?, `updatedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?
UPDATE `expense_reports` SET `version` = ?, `updatedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?

-- approvers.service.ts ReadPeople.keep: selectListed User
SELECT t.`id`, t.`active`, t.`managerId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- approvers.service.ts ReadPeople.readPeople: selectListed User
SELECT t.`id`, t.`active`, t.`managerId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- approvers.service.ts ReadPeople.readDeputies: selectListed Deputy
SELECT t.`userId`, t.`deputyId` FROM `deputies` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`startsAt` <= ? AND t.`endsAt` > ?) ORDER BY t.`id`

-- approvers.service.ts ReadPeople.readMembers: select GroupMember
SELECT t.`userId`, j0.`active` AS `active`, j0.`managerId` AS `managerId` FROM `group_members` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`groupId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND e0.`active` = ?)) ORDER BY t.`userId` LIMIT ? OFFSET ?

-- approvers.service.ts ReadPeople.readAdmins: select User
SELECT t.`id`, t.`active`, t.`managerId` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- departures.service.ts Departures.preview: count ExpenseReport
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` = ? AND t.`status` IN (?…))

-- departures.service.ts Departures.preview: select ApprovalPolicy
SELECT t.`organizationId` FROM `approval_policies` t WHERE t.`accountId` = ? AND t.`finalApproverId` = ? LIMIT ? OFFSET ?

-- departures.service.ts Departures.preview: select Deputy
SELECT t.`userId` FROM `deputies` t WHERE t.`accountId` = ? AND (t.`deputyId` = ? AND t.`endsAt` > ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND 1 = 1)) LIMIT ? OFFSET ?

-- departures.service.ts Departures.preview.stepsToDecide: count ApprovalStep
SELECT COUNT(*) AS total FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`approverId` = ? AND t.`state` = ?)

-- departures.service.ts Departures.preview.managerOf: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`managerId` = ? AND t.`active` = ?)

-- departures.service.ts Departures.effects.total: count ApprovalMove
SELECT COUNT(*) AS total FROM `approval_moves` t WHERE t.`accountId` = ? AND t.`eventId` = ?

-- departures.service.ts Departures.moved: select ApprovalMove
SELECT t.`reportId`, t.`fromId`, t.`toId`, t.`reason`, j0.`title` AS `title`, j0.`ownerName` AS `ownerName` FROM `approval_moves` t LEFT JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`eventId` >= ? AND t.`eventId` < ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `provisioning_events` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`eventId` AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `journal_changes` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`resourceType` = e0.`resourceType` AND e1.`resourceId` = e0.`resourceId` AND e1.`eventId` = e0.`id` AND e1.`runId` = ?))) ORDER BY t.`eventId`, t.`id` LIMIT ? OFFSET ?
SELECT t.`reportId`, t.`fromId`, t.`toId`, t.`reason`, j0.`title` AS `title`, j0.`ownerName` AS `ownerName` FROM `approval_moves` t LEFT JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND t.`eventId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- deputies.service.ts Deputies.page: select Deputy
SELECT t.`id`, t.`userId`, t.`deputyId`, t.`startsAt`, t.`endsAt` FROM `deputies` t WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`userId`, t.`deputyId`, t.`startsAt`, t.`endsAt` FROM `deputies` t WHERE t.`accountId` = ? AND t.`userId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- deputies.service.ts Deputies.page.total: count Deputy
SELECT COUNT(*) AS total FROM `deputies` t WHERE t.`accountId` = ? AND 1 = 1
SELECT COUNT(*) AS total FROM `deputies` t WHERE t.`accountId` = ? AND t.`userId` = ?

-- deputies.service.ts Deputies.add: count Deputy
SELECT COUNT(*) AS total FROM `deputies` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND t.`endsAt` > ?)

-- deputies.service.ts Deputies.add: insert Deputy
INSERT INTO `deputies` (`accountId`, `id`, `userId`, `deputyId`, `startsAt`, `endsAt`, `createdAt`) VALUES (?…)

-- deputies.service.ts Deputies.remove: find Deputy
SELECT t.`id`, t.`userId`, t.`deputyId`, t.`startsAt`, t.`endsAt` FROM `deputies` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- deputies.service.ts Deputies.remove: delete Deputy
DELETE FROM `deputies` WHERE `deputies`.`accountId` = ? AND `deputies`.`id` = ?

-- effective-policies.ts policiesOf: selectListed Organization
SELECT t.`id`, t.`parentId`, j0.`levels` AS `levels`, j0.`finalApproverId` AS `finalApproverId`, j0.`finalGroupId` AS `finalGroupId`, j0.`finalFrom` AS `finalFrom`, j0.`fallback` AS `fallback`, j0.`submitForLeaver` AS `submitForLeaver`, j0.`leaverDays` AS `leaverDays`, j0.`version` AS `version` FROM `organizations` t LEFT JOIN `approval_policies` j0 ON j0.`accountId` = t.`accountId` AND j0.`organizationId` = t.`id` WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- given-back.service.ts GivenBack.to: selectListed ApprovalMove
SELECT t.`id`, t.`stepId`, t.`fromId`, t.`fromOrigin`, t.`toId` FROM `approval_moves` t WHERE t.`accountId` = ? AND (t.`fromId` IN (?…) AND t.`reason` IN (?…) AND t.`createdAt` >= ?) ORDER BY t.`id`

-- given-back.service.ts active: selectListed User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…) AND t.`active` = ?)

-- leaver-reports.service.ts LeaverReports.maySubmit: find ExpenseReport
SELECT t.`id` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`id` = ? AND t.`status` IN (?…) AND ((t.`organizationId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`ownerId` AND (e0.`active` = ? AND (e0.`deactivatedAt` >= ? OR (e0.`deactivatedAt` IS NULL AND e0.`deletedAt` >= ?)) AND e0.`managerId` = ?))))) LIMIT ? OFFSET ?

-- leaver-reports.service.ts LeaverReports.submittableBy: select Organization
SELECT t.`id` FROM `organizations` t WHERE t.`accountId` = ?

-- report-changes.service.ts ReportChanges.create: insert ExpenseReport
INSERT INTO `expense_reports` (`accountId`, `id`, `ownerId`, `ownerName`, `employeeNumber`, `organizationId`, `costCenter`, `department`, `title`, `currency`, `total`, `status`, `round`, `submittedById`, `submittedAt`, `version`, `createdAt`, `updatedAt`) VALUES (?…)
INSERT INTO `expense_reports` (`accountId`, `id`, `ownerId`, `ownerName`, `employeeNumber`, `organizationId`, `costCenter`, `department`, `title`, `total`, `currency`, `status`, `round`, `submittedById`, `submittedAt`, `version`, `createdAt`, `updatedAt`) VALUES (?…)

-- report-changes.service.ts ReportChanges.change: update ExpenseReport
UPDATE `expense_reports` SET `title` = ?, `currency` = ?, `total` = ?, `version` = ?, `updatedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?

-- report-changes.service.ts ReportChanges.remove: delete ExpenseReport
DELETE FROM `expense_reports` WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?

-- report-changes.service.ts ownerState: find User
SELECT t.`userName`, t.`displayName`, t.`formattedName`, t.`givenName`, t.`familyName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department` FROM `users` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- reports.service.ts ExpenseReports.get: find ExpenseReport
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- reports.service.ts ExpenseReports.page: select ExpenseReport
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`id` IN (SELECT e0.`reportId` FROM `approval_steps` e0 WHERE e0.`accountId` = ? AND e0.`waitingFor` = ?)) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`status` IN (?…) AND ((t.`organizationId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`ownerId` AND (e0.`active` = ? AND (e0.`deactivatedAt` >= ? OR (e0.`deactivatedAt` IS NULL AND e0.`deletedAt` >= ?)) AND e0.`managerId` = ?)))) AND t.`status` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`status` IN (?…) AND ((t.`organizationId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`ownerId` AND (e0.`active` = ? AND (e0.`deactivatedAt` >= ? OR (e0.`deactivatedAt` IS NULL AND e0.`deletedAt` >= ?)) AND e0.`managerId` = ?))))) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- reports.service.ts ExpenseReports.page.total: count ExpenseReport
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`id` IN (SELECT e0.`reportId` FROM `approval_steps` e0 WHERE e0.`accountId` = ? AND e0.`waitingFor` = ?))
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` = ?)
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`status` IN (?…) AND ((t.`organizationId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`ownerId` AND (e0.`active` = ? AND (e0.`deactivatedAt` >= ? OR (e0.`deactivatedAt` IS NULL AND e0.`deletedAt` >= ?)) AND e0.`managerId` = ?)))) AND t.`status` = ?)
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`status` IN (?…) AND ((t.`organizationId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`ownerId` AND (e0.`active` = ? AND (e0.`deactivatedAt` >= ? OR (e0.`deactivatedAt` IS NULL AND e0.`deletedAt` >= ?)) AND e0.`managerId` = ?)))))
SELECT COUNT(*) AS total FROM `expense_reports` t WHERE t.`accountId` = ? AND 1 = 1

-- reports.service.ts ExpenseReports.waitingFor: select ApprovalStep
SELECT t.`reportId` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`waitingFor` IS NULL AND (t.`approverId` = ? OR t.`groupId` IN (?…))) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`reportId` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`waitingFor` IS NULL AND t.`approverId` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- reports.service.ts ExpenseReports.waitingFor: selectListed ExpenseReport
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))

-- reports.service.ts ExpenseReports.waitingFor.total: count ApprovalStep
SELECT COUNT(*) AS total FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`waitingFor` IS NULL AND (t.`approverId` = ? OR t.`groupId` IN (?…)))
SELECT COUNT(*) AS total FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`state` = ? AND t.`waitingFor` IS NULL AND t.`approverId` = ?)

-- reports.service.ts ExpenseReports.decidableBy: select GroupMember
SELECT t.`groupId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `approval_steps` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`groupId` = t.`groupId` AND e0.`state` = ?)) LIMIT ? OFFSET ?

-- reports.service.ts isMember: find GroupMember
SELECT t.`groupId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND t.`groupId` IN (?…)) LIMIT ? OFFSET ?

-- reroute-worker.service.ts RerouteWorker.lookAgain: select Account
SELECT t.`id` FROM `accounts` t WHERE EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `approval_steps` e0 WHERE e0.`accountId` = t.`id` AND e0.`waitingFor` = ?)

-- reroute-worker.service.ts RerouteWorker.nextSlice: find RerouteJob
SELECT t.`leaseUntil` FROM `reroute_jobs` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- reroute-worker.service.ts RerouteWorker.nextSlice: delete RerouteJob
DELETE FROM `reroute_jobs` WHERE `reroute_jobs`.`accountId` = ? AND 1 = 1

-- reroute-worker.service.ts RerouteWorker.nextSlice: update RerouteJob
UPDATE `reroute_jobs` SET `leaseUntil` = ? WHERE `reroute_jobs`.`accountId` = ? AND 1 = 1

-- reroutes.service.ts Reroutes.open: select ApprovalStep
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`approverId` IN (?…) AND t.`stage` IN (?…) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`approverId` IN (?…) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`groupId` IN (?…) AND NOT EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `group_members` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`groupId` = t.`groupId` AND e0.`userId` = t.`approverId` AND 1 = 1) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND (t.`origin` IS NULL OR NOT (t.`origin` = ?)) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`id` IN (?…) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, t.`moveReason`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`waitingFor` = ? AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- reroutes.service.ts Reroutes.firstSteps: selectListed ExpenseReport
SELECT t.`id` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?…) AND t.`status` = ?)

-- reroutes.service.ts Reroutes.mark: update ApprovalStep
UPDATE `approval_steps` SET `waitingFor` = ?, `moveReason` = ?, `eventId` = ? WHERE `approval_steps`.`accountId` = ? AND (`approval_steps`.`approverId` IN (?…) AND `approval_steps`.`state` = ?)

-- reroutes.service.ts Reroutes.mark: find RerouteJob
SELECT t.`leaseUntil` FROM `reroute_jobs` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- reroutes.service.ts Reroutes.mark: insert RerouteJob
INSERT INTO `reroute_jobs` (`accountId`, `leaseUntil`) VALUES (?…)

-- reroutes.service.ts Reroutes.store: deleteListed ApprovalStep
DELETE FROM `approval_steps` WHERE `approval_steps`.`accountId` = ? AND (`approval_steps`.`id` IN (?…))

-- reroutes.service.ts Reroutes.store: insert ApprovalStep
INSERT INTO `approval_steps` (`accountId`, `id`, `reportId`, `position`, `round`, `stage`, `approverId`, `groupId`, `origin`, `replacedId`, `waitingFor`, `state`, `decidedAt`, `note`, `eventId`, `createdAt`) VALUES (?…)

-- reroutes.service.ts Reroutes.store: insert ApprovalMove
INSERT INTO `approval_moves` (`accountId`, `id`, `reportId`, `stepId`, `fromOrigin`, `fromId`, `toId`, `reason`, `eventId`, `createdAt`) VALUES (?…)

-- reroutes.service.ts Reroutes.store: update ExpenseReport
UPDATE `expense_reports` SET `version` = `version` + 1, `updatedAt` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` IN (?…)

-- stored-report.ts stepsOf: selectListed ApprovalStep
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`reportId` IN (?…)) ORDER BY t.`reportId`, t.`position`

-- stored-report.ts lockReport: find ExpenseReport
SELECT t.`id`, t.`ownerId`, t.`ownerName`, t.`employeeNumber`, t.`organizationId`, t.`costCenter`, t.`department`, t.`title`, t.`currency`, t.`total`, t.`status`, t.`round`, t.`submittedById`, t.`submittedAt`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `expense_reports` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- stored-report.ts lockSteps: select ApprovalStep
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`reportId` = ?) ORDER BY t.`position`
