-- account-removal.service.ts AccountRemoval.remove: update Account
UPDATE `accounts` SET `removingSince` = ? WHERE `accounts`.`id` = ?

-- account-removal.service.ts AccountRemoval.remove: delete Account
DELETE FROM `accounts` WHERE `accounts`.`id` = ?

-- expense-traces.service.ts piece: select ExpenseReport
SELECT t.`id`, t.`title` FROM `expense_reports` t WHERE t.`accountId` = ? AND t.`id` > ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- expense-traces.service.ts change: update ExpenseReport
UPDATE `expense_reports` SET `title` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`id` = ?

-- expense-traces.service.ts piece: select ApprovalStep
SELECT t.`id`, t.`note` FROM `approval_steps` t WHERE t.`accountId` = ? AND (t.`note` IS NOT NULL AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- expense-traces.service.ts change: update ApprovalStep
UPDATE `approval_steps` SET `note` = ? WHERE `approval_steps`.`accountId` = ? AND `approval_steps`.`id` = ?

-- expense-traces.service.ts ExpenseTraces.collect: select ExpenseReport
SELECT t.`id`, t.`ownerName`, t.`employeeNumber` FROM `expense_reports` t WHERE t.`accountId` = ? AND (t.`ownerId` = ? AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- expense-traces.service.ts ExpenseTraces.erase: update ExpenseReport
UPDATE `expense_reports` SET `ownerName` = ?, `employeeNumber` = ?, `costCenter` = ?, `department` = ? WHERE `expense_reports`.`accountId` = ? AND `expense_reports`.`ownerId` = ?

-- expense-traces.service.ts ExpenseTraces.erase: delete Deputy
DELETE FROM `deputies` WHERE `deputies`.`accountId` = ? AND (`deputies`.`userId` = ? OR `deputies`.`deputyId` = ?)

-- journal-traces.service.ts JournalTraces.delete: deleteListed JournalPart
DELETE FROM `journal_parts` WHERE `journal_parts`.`accountId` = ? AND (`journal_parts`.`changeId` IN (?…))

-- journal-traces.service.ts JournalTraces.delete: deleteListed JournalChange
DELETE FROM `journal_changes` WHERE `journal_changes`.`accountId` = ? AND (`journal_changes`.`id` IN (?…))

-- journal-traces.service.ts JournalTraces.eraseAuthors: update UndoJob
UPDATE `undo_jobs` SET `author` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`authorId` = ?

-- journal-traces.service.ts JournalTraces.eraseAuthors: update JournalChange
UPDATE `journal_changes` SET `actor` = ? WHERE `journal_changes`.`accountId` = ? AND `journal_changes`.`actorId` = ?

-- journal-traces.service.ts JournalTraces.eraseAuthors: update Run
UPDATE `provisioning_runs` SET `actor` = ? WHERE `provisioning_runs`.`accountId` = ? AND `provisioning_runs`.`actorId` = ?

-- journal-traces.service.ts JournalTraces.eraseAuthors: select UndoJob
SELECT t.`id`, t.`left` FROM `undo_jobs` t WHERE t.`accountId` = ?

-- journal-traces.service.ts JournalTraces.eraseAuthors: update UndoJob
UPDATE `undo_jobs` SET `left` = ? WHERE `undo_jobs`.`accountId` = ? AND `undo_jobs`.`id` = ?

-- journal-traces.service.ts JournalTraces.eachBatch: select JournalChange
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`time`, t.`runId`, t.`source`, t.`actor`, t.`via`, t.`eventId`, t.`kind`, t.`resourceType`, t.`resourceId`, t.`name`, t.`refused`, t.`data` FROM `journal_changes` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- owned-rows.service.ts OwnedRows.unlink: select entity
SELECT t.`id` FROM `organizations` t WHERE t.`accountId` = ? AND t.`parentId` IS NOT NULL LIMIT ? OFFSET ?
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`managerId` IS NOT NULL LIMIT ? OFFSET ?

-- owned-rows.service.ts OwnedRows.unlink: update entity
UPDATE `organizations` SET `parentId` = ? WHERE `organizations`.`accountId` = ? AND `organizations`.`id` IN (?…)
UPDATE `users` SET `managerId` = ? WHERE `users`.`accountId` = ? AND `users`.`id` IN (?…)

-- owned-rows.service.ts deleteBatch: delete entity
DELETE FROM `directory_totals` WHERE `directory_totals`.`accountId` = ? AND 1 = 1
DELETE FROM `drift_reports` WHERE `drift_reports`.`accountId` = ? AND 1 = 1
DELETE FROM `provisioning_activity` WHERE `provisioning_activity`.`accountId` = ? AND 1 = 1
DELETE FROM `provisioning_settings` WHERE `provisioning_settings`.`accountId` = ? AND 1 = 1
DELETE FROM `reroute_jobs` WHERE `reroute_jobs`.`accountId` = ? AND 1 = 1
DELETE FROM `setup_milestones` WHERE `setup_milestones`.`accountId` = ? AND 1 = 1

-- owned-rows.service.ts deleteBatch: select entity
SELECT t.`changeId`, t.`position` FROM `journal_parts` t WHERE t.`accountId` = ? ORDER BY t.`changeId`, t.`position` LIMIT ? OFFSET ?
SELECT t.`day` FROM `provisioning_days` t WHERE t.`accountId` = ? ORDER BY t.`day` LIMIT ? OFFSET ?
SELECT t.`groupId`, t.`userId` FROM `group_members` t WHERE t.`accountId` = ? ORDER BY t.`groupId`, t.`userId` LIMIT ? OFFSET ?
SELECT t.`id` FROM `api_keys` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `approval_moves` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `approval_steps` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `audit_entries` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `deputies` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `expense_reports` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `journal_changes` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `managing_connections` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `notification_deliveries` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `notifications` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_access_tokens` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_assertions` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_client_secrets` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_clients` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_codes` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `oauth_refresh_tokens` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `organizations` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `password_resets` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_alarms` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_events` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `provisioning_runs` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `role_sweeps` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `undo_jobs` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `user_sessions` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `webhooks` t WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`module` FROM `account_modules` t WHERE t.`accountId` = ? ORDER BY t.`module` LIMIT ? OFFSET ?
SELECT t.`number` FROM `user_blocks` t WHERE t.`accountId` = ? ORDER BY t.`number` LIMIT ? OFFSET ?
SELECT t.`organizationId` FROM `approval_policies` t WHERE t.`accountId` = ? ORDER BY t.`organizationId` LIMIT ? OFFSET ?
SELECT t.`ownerId` FROM `connection_calls` t WHERE t.`accountId` = ? ORDER BY t.`ownerId` LIMIT ? OFFSET ?
SELECT t.`position` FROM `drift_items` t WHERE t.`accountId` = ? ORDER BY t.`position` LIMIT ? OFFSET ?
SELECT t.`resourceId` FROM `group_sightings` t WHERE t.`accountId` = ? ORDER BY t.`resourceId` LIMIT ? OFFSET ?
SELECT t.`resourceId` FROM `user_sightings` t WHERE t.`accountId` = ? ORDER BY t.`resourceId` LIMIT ? OFFSET ?
SELECT t.`userId` FROM `mail_preferences` t WHERE t.`accountId` = ? ORDER BY t.`userId` LIMIT ? OFFSET ?
SELECT t.`userId`, t.`attribute`, t.`position` FROM `user_values` t WHERE t.`accountId` = ? ORDER BY t.`userId`, t.`attribute`, t.`position` LIMIT ? OFFSET ?
SELECT t.`userId`, t.`network` FROM `login_places` t WHERE t.`accountId` = ? ORDER BY t.`userId`, t.`network` LIMIT ? OFFSET ?

-- owned-rows.service.ts deleteBatch: delete entity
DELETE FROM `account_modules` WHERE `account_modules`.`accountId` = ? AND ((`account_modules`.`module` <= ?))
DELETE FROM `audit_entries` WHERE `audit_entries`.`accountId` = ? AND ((`audit_entries`.`id` <= ?))
DELETE FROM `journal_changes` WHERE `journal_changes`.`accountId` = ? AND ((`journal_changes`.`id` <= ?))
DELETE FROM `organizations` WHERE `organizations`.`accountId` = ? AND ((`organizations`.`id` <= ?))
DELETE FROM `user_values` WHERE `user_values`.`accountId` = ? AND ((`user_values`.`userId` < ?) OR (`user_values`.`userId` = ? AND `user_values`.`attribute` < ?) OR (`user_values`.`userId` = ? AND `user_values`.`attribute` = ? AND `user_values`.`position` <= ?))
DELETE FROM `users` WHERE `users`.`accountId` = ? AND ((`users`.`id` <= ?))

-- person-rows.service.ts PersonRows.due: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND (t.`erasedAt` IS NULL AND t.`deletedAt` < ?) LIMIT ? OFFSET ?

-- person-rows.service.ts PersonRows.find: find User
SELECT t.`id`, t.`deletedAt`, t.`erasedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`roleOrigin`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization` FROM `users` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- person-rows.service.ts PersonRows.blank: update User
UPDATE `users` SET `displayName` = ?, `displayNameKey` = ?, `formattedName` = ?, `formattedNameKey` = ?, `familyName` = ?, `familyNameKey` = ?, `givenName` = ?, `givenNameKey` = ?, `middleName` = ?, `middleNameKey` = ?, `honorificPrefix` = ?, `honorificPrefixKey` = ?, `honorificSuffix` = ?, `honorificSuffixKey` = ?, `nickName` = ?, `nickNameKey` = ?, `title` = ?, `titleKey` = ?, `userType` = ?, `userTypeKey` = ?, `preferredLanguage` = ?, `preferredLanguageKey` = ?, `locale` = ?, `localeKey` = ?, `timezone` = ?, `timezoneKey` = ?, `employeeNumber` = ?, `employeeNumberKey` = ?, `costCenter` = ?, `costCenterKey` = ?, `organizationName` = ?, `organizationNameKey` = ?, `division` = ?, `divisionKey` = ?, `department` = ?, `departmentKey` = ?, `iban` = ?, `ibanKey` = ?, `requestedOrganization` = ?, `requestedOrganizationKey` = ?, `externalId` = ?, `profileUrl` = ?, `active` = ?, `role` = ?, `roleOrigin` = ?, `managerId` = ?, `managerReference` = ?, `managerByValue` = ?, `managerLeft` = ?, `organizationId` = ?, `userName` = ?, `userNameKey` = ?, `shownNameKey` = ?, `passwordHash` = ?, `erasedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`id` = ?

-- person-rows.service.ts PersonRows.blank: update User
UPDATE `users` SET `managerReference` = ?, `managerLeft` = ? WHERE `users`.`accountId` = ? AND (`users`.`managerReference` = ? AND `users`.`managerId` IS NULL)

-- record-traces.service.ts piece: select ProvisioningEvent
SELECT t.`id`, t.`actor`, t.`detail`, t.`changes`, t.`subjectName`, t.`subjectKey`, t.`subjectEmail`, t.`subjectExternalId`, t.`subjectWords`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`actor`, t.`detail`, t.`changes`, t.`subjectName`, t.`subjectKey`, t.`subjectEmail`, t.`subjectExternalId`, t.`subjectWords`, t.`refused` FROM `provisioning_events` t WHERE t.`accountId` = ? AND (t.`resourceId` = ? AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- record-traces.service.ts change: update ProvisioningEvent
UPDATE `provisioning_events` SET `changes` = ? WHERE `provisioning_events`.`accountId` = ? AND `provisioning_events`.`id` = ?
UPDATE `provisioning_events` SET `detail` = ?, `subjectName` = ?, `subjectKey` = ?, `refused` = ?, `subjectWords` = ? WHERE `provisioning_events`.`accountId` = ? AND `provisioning_events`.`id` = ?

-- record-traces.service.ts blank: update ProvisioningEvent
UPDATE `provisioning_events` SET `changes` = ?, `detail` = ?, `refused` = ?, `subjectName` = ?, `subjectKey` = ?, `subjectEmail` = ?, `subjectExternalId` = ?, `subjectWords` = ? WHERE `provisioning_events`.`accountId` = ? AND `provisioning_events`.`id` = ?

-- record-traces.service.ts piece: select AuditEntry
SELECT t.`id`, t.`actor`, t.`detail`, t.`changes`, t.`subjectName` FROM `audit_entries` t WHERE t.`accountId` = ? AND (t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`actor`, t.`detail`, t.`changes`, t.`subjectName` FROM `audit_entries` t WHERE t.`accountId` = ? AND (t.`subjectId` = ? AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- record-traces.service.ts change: update AuditEntry
UPDATE `audit_entries` SET `actor` = ? WHERE `audit_entries`.`accountId` = ? AND `audit_entries`.`id` = ?
UPDATE `audit_entries` SET `actor` = ?, `subjectName` = ? WHERE `audit_entries`.`accountId` = ? AND `audit_entries`.`id` = ?
UPDATE `audit_entries` SET `changes` = ? WHERE `audit_entries`.`accountId` = ? AND `audit_entries`.`id` = ?
UPDATE `audit_entries` SET `detail` = ? WHERE `audit_entries`.`accountId` = ? AND `audit_entries`.`id` = ?

-- record-traces.service.ts blank: update AuditEntry
UPDATE `audit_entries` SET `changes` = ?, `detail` = ?, `subjectName` = ? WHERE `audit_entries`.`accountId` = ? AND `audit_entries`.`id` = ?

-- record-traces.service.ts RecordTraces.eraseActivity: find ActivityRecord
SELECT t.`providerActor`, t.`lastTestActor`, t.`lastTestDetail` FROM `provisioning_activity` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- record-traces.service.ts RecordTraces.eraseActivity: update ActivityRecord
UPDATE `provisioning_activity` SET `providerActor` = ?, `lastTestActor` = ?, `lastTestDetail` = ? WHERE `provisioning_activity`.`accountId` = ? AND 1 = 1

-- record-traces.service.ts eraseFromAlarms: select Alarm
SELECT t.`id`, t.`acknowledgedBy`, t.`detail` FROM `provisioning_alarms` t WHERE t.`accountId` = ? AND t.`id` > ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- record-traces.service.ts eraseFromAlarms: update Alarm
UPDATE `provisioning_alarms` SET `acknowledgedBy` = ?, `detail` = ? WHERE `provisioning_alarms`.`accountId` = ? AND `provisioning_alarms`.`id` = ?
