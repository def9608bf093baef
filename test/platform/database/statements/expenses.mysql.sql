-- approval-follower.service.ts ApprovalFollower.followOwners: update ExpenseReport
UPDATE `expense_reports` SET `organizationId` = ? WHERE `expense_reports`.`accountId` = ? AND (`expense_reports`.`ownerId` = ? AND `expense_reports`.`status` IN (?…))

-- approval-follower.service.ts ApprovalFollower.followOwners: selectListed ExpenseReport
SELECT t.`id` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?) AND t.`status` = ?)

-- approval-policies.service.ts ApprovalPolicies.ofAll: selectListed Organization

-- approval-policies.service.ts ApprovalPolicies.change: update ApprovalPolicy

-- approval-policies.service.ts ApprovalPolicies.change: insert ApprovalPolicy

-- approvals.service.ts Approvals.reassign: find User

-- approvals.service.ts Approvals.reassign: update ApprovalStep

-- approvals.service.ts Approvals.reassign: insert ApprovalMove

-- approvals.service.ts Approvals.proceed: insert ApprovalStep

-- approvals.service.ts Approvals.requireDecision: find User

-- approvals.service.ts Approvals.decide: update ApprovalStep

-- approvals.service.ts Approvals.set: update ExpenseReport

-- approvers.service.ts ReadPeople.keep: selectListed User

-- approvers.service.ts ReadPeople.readPeople: selectListed User

-- approvers.service.ts ReadPeople.readDeputies: selectListed Deputy

-- approvers.service.ts ReadPeople.readMembers: select GroupMember

-- approvers.service.ts ReadPeople.readAdmins: select User

-- departures.service.ts Departures.preview: count ExpenseReport

-- departures.service.ts Departures.preview: select ApprovalPolicy

-- departures.service.ts Departures.preview: select Deputy

-- departures.service.ts Departures.preview.stepsToDecide: count ApprovalStep

-- departures.service.ts Departures.preview.managerOf: count User

-- departures.service.ts Departures.effects: select ApprovalMove

-- departures.service.ts Departures.effects.total: count ApprovalMove

-- departures.service.ts namesOf: selectListed User

-- deputies.service.ts Deputies.page: select Deputy

-- deputies.service.ts Deputies.page.total: count Deputy

-- deputies.service.ts Deputies.add: insert Deputy

-- deputies.service.ts Deputies.remove: find Deputy

-- deputies.service.ts Deputies.remove: delete Deputy

-- given-back.service.ts GivenBack.to: selectListed ApprovalMove
SELECT t.`id`, t.`stepId`, t.`fromId`, t.`fromOrigin`, t.`toId` FROM `approval_moves` t WHERE t.`accountId` = ? AND (t.`fromId` IN (?) AND t.`id` >= ?) ORDER BY t.`id`

-- leaver-reports.service.ts LeaverReports.maySubmit: find User

-- report-changes.service.ts ReportChanges.create: insert ExpenseReport

-- report-changes.service.ts ReportChanges.change: update ExpenseReport

-- report-changes.service.ts ReportChanges.remove: delete ExpenseReport

-- report-changes.service.ts ownerState: find User

-- reports.service.ts ExpenseReports.get: find ExpenseReport

-- reports.service.ts ExpenseReports.waitingFor: select ApprovalStep

-- reports.service.ts ExpenseReports.waitingFor: selectListed ExpenseReport

-- reports.service.ts ExpenseReports.waitingFor.total: count ApprovalStep

-- reports.service.ts ExpenseReports.select: select ExpenseReport

-- reports.service.ts ExpenseReports.select.total: count ExpenseReport

-- reports.service.ts ExpenseReports.decidableBy: select GroupMember

-- reports.service.ts isMember: find GroupMember

-- reroute-worker.service.ts RerouteWorker.workOnDue: select Account

-- reroute-worker.service.ts RerouteWorker.nextSlice: find RerouteJob

-- reroute-worker.service.ts RerouteWorker.nextSlice: delete RerouteJob

-- reroute-worker.service.ts RerouteWorker.nextSlice: update RerouteJob

-- reroutes.service.ts Reroutes.open: select ApprovalStep
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`approverId` IN (?) AND t.`stage` IN (?…) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ? FOR UPDATE
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`approverId` IN (?) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ? FOR UPDATE
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`groupId` = ? AND NOT EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `group_members` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`groupId` = t.`groupId` AND e0.`userId` = t.`approverId` AND 1 = 1) AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ? FOR UPDATE
SELECT t.`id`, t.`reportId`, t.`position`, t.`round`, t.`stage`, t.`approverId`, t.`groupId`, t.`origin`, t.`replacedId`, t.`waitingFor`, t.`state`, t.`decidedAt`, t.`note`, t.`eventId`, t.`createdAt`, j0.`ownerId` AS `ownerId`, j0.`organizationId` AS `organizationId`, j0.`total` AS `total` FROM `approval_steps` t JOIN `expense_reports` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`reportId` WHERE t.`accountId` = ? AND (t.`waitingFor` = ? AND t.`state` = ?) ORDER BY t.`id` LIMIT ? OFFSET ? FOR UPDATE

-- reroutes.service.ts Reroutes.mark: update ApprovalStep

-- reroutes.service.ts Reroutes.mark: find RerouteJob

-- reroutes.service.ts Reroutes.mark: insert RerouteJob

-- reroutes.service.ts Reroutes.store: deleteListed ApprovalStep

-- reroutes.service.ts Reroutes.store: insert ApprovalStep

-- reroutes.service.ts Reroutes.store: insert ApprovalMove

-- reroutes.service.ts Reroutes.store: update ExpenseReport

-- stored-report.ts stepsOf: selectListed ApprovalStep

-- stored-report.ts lockReport: select ApprovalStep

-- stored-report.ts lockReport: find ExpenseReport
