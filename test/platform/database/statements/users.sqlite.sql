-- administrators.service.ts AdministratorsService.ensureAnother: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- administrators.service.ts AdministratorsService.ensureAnother: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ? AND (t.`id` IS NULL OR NOT (t.`id` = ?)))

-- reporting-lines.service.ts ReportingLinesService.findManager: select User
SELECT t.`id`, t.`displayName`, t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` = ? OR t.`externalId` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?

-- reporting-lines.service.ts ReportingLinesService.keep: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- reporting-lines.service.ts ReportingLinesService.bindReports: selectListed User
SELECT t.`id`, t.`userName`, t.`managerReference`, t.`managerLeft` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`managerReference` IN (?) AND t.`managerId` IS NULL)

-- reporting-lines.service.ts ReportingLinesService.bindReports: update User
UPDATE `users` SET `managerId` = ?, `managerLeft` = ?, `version` = `version` + 1, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`managerReference` = ? AND `users`.`managerId` IS NULL AND (`users`.`id` IS NULL OR NOT (`users`.`id` = ?)))

-- reporting-lines.service.ts ReportingLinesService.bindToManager: find User
SELECT t.`id`, t.`displayName`, t.`userName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`externalId` = ? AND (t.`id` IS NULL OR NOT (t.`id` = ?))) ORDER BY t.`id` LIMIT ? OFFSET ?

-- reporting-lines.service.ts ReportingLinesService.bindToManager: update User
UPDATE `users` SET `managerId` = ?, `managerLeft` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`id` = ?

-- reporting-lines.service.ts ReportingLinesService.release: select User
SELECT t.`id`, t.`userName`, t.`managerReference`, t.`managerByValue`, t.`managerLeft` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`managerId` = ?

-- reporting-lines.service.ts ReportingLinesService.release: update User
UPDATE `users` SET `managerId` = ?, `managerReference` = ?, `managerByValue` = ?, `managerLeft` = ?, `version` = `version` + 1, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`managerId` = ?

-- user-blocks.service.ts UserBlocks.index: select UserBlock
SELECT t.`lastId`, t.`total` FROM `user_blocks` t WHERE t.`accountId` = ? ORDER BY t.`number`

-- user-blocks.service.ts UserBlocks.total: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`erasedAt` IS NULL AND t.`id` > ?)
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`erasedAt` IS NULL)

-- user-blocks.service.ts UserBlocks.added: update UserBlock
UPDATE `user_blocks` SET `total` = ? WHERE `user_blocks`.`accountId` = ? AND `user_blocks`.`number` = ?

-- user-blocks.service.ts UserBlocks.removed: update UserBlock
UPDATE `user_blocks` SET `total` = ? WHERE `user_blocks`.`accountId` = ? AND `user_blocks`.`number` = ?

-- user-blocks.service.ts UserBlocks.close: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- user-blocks.service.ts UserBlocks.close: find UserBlock
SELECT t.`number`, t.`lastId` FROM `user_blocks` t WHERE t.`accountId` = ? ORDER BY t.`number` DESC LIMIT ? OFFSET ?

-- user-blocks.service.ts UserBlocks.close: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND 1 = 1 ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` > ? ORDER BY t.`id` LIMIT ? OFFSET ?

-- user-blocks.service.ts UserBlocks.close: insert UserBlock
INSERT INTO `user_blocks` (`accountId`, `number`, `lastId`, `total`) VALUES (?…)

-- user-blocks.service.ts UserBlocks.close: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` <= ?)

-- user-blocks.service.ts UserBlocks.close: update UserBlock
UPDATE `user_blocks` SET `total` = ? WHERE `user_blocks`.`accountId` = ? AND `user_blocks`.`number` = ?

-- user-blocks.service.ts UserBlocks.removeWrong: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` <= ?

-- user-blocks.service.ts UserBlocks.removeWrong: delete UserBlock
DELETE FROM `user_blocks` WHERE `user_blocks`.`accountId` = ? AND 1 = 1

-- user-blocks.service.ts UserBlocks.hold: select UserBlock
SELECT t.`number`, t.`lastId`, t.`total` FROM `user_blocks` t WHERE t.`accountId` = ? AND t.`lastId` >= ? ORDER BY t.`lastId`
SELECT t.`number`, t.`lastId`, t.`total` FROM `user_blocks` t WHERE t.`accountId` = ? AND t.`lastId` >= ? ORDER BY t.`lastId` LIMIT ? OFFSET ?

-- user-changes.service.ts UserChanges.update: update User
UPDATE `users` SET `active` = ?, `managerId` = ?, `managerReference` = ?, `title` = ?, `titleKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `active` = ?, `organizationId` = ?, `managerId` = ?, `requestedOrganization` = ?, `requestedOrganizationKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `active` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `department` = ?, `departmentKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `displayName` = ?, `displayNameKey` = ?, `shownNameKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `externalId` = ?, `active` = ?, `title` = ?, `titleKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `externalId` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `managerId` = ?, `managerReference` = ?, `managerByValue` = ?, `displayName` = ?, `displayNameKey` = ?, `shownNameKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `managerId` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `role` = ?, `organizationId` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `title` = ?, `titleKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)
UPDATE `users` SET `userName` = ?, `userNameKey` = ?, `shownNameKey` = ?, `size` = ?, `version` = ?, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` = ? AND `users`.`version` = ?)

-- user-changes.service.ts UserChanges.setPassword: update User
UPDATE `users` SET `passwordHash` = ?, `version` = `version` + 1, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`id` = ?

-- user-changes.service.ts UserChanges.delete: update User
UPDATE `users` SET `userNameKey` = ?, `active` = ?, `deletedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND `users`.`id` = ?

-- user-changes.service.ts UserChanges.delete: delete UserValue
DELETE FROM `user_values` WHERE `user_values`.`accountId` = ? AND `user_values`.`userId` = ?

-- user-changes.service.ts UserChanges.restore: find User

-- user-changes.service.ts UserChanges.restore: update User

-- user-changes.service.ts UserChanges.restore: insert UserValue

-- user-changes.service.ts UserChanges.insert: insert User
INSERT INTO `users` (`accountId`, `id`, `size`, `version`, `createdAt`, `updatedAt`, `userName`, `externalId`, `profileUrl`, `active`, `role`, `organizationId`, `managerId`, `managerReference`, `managerByValue`, `managerLeft`, `displayName`, `displayNameKey`, `formattedName`, `formattedNameKey`, `familyName`, `familyNameKey`, `givenName`, `givenNameKey`, `middleName`, `middleNameKey`, `honorificPrefix`, `honorificPrefixKey`, `honorificSuffix`, `honorificSuffixKey`, `nickName`, `nickNameKey`, `title`, `titleKey`, `userType`, `userTypeKey`, `preferredLanguage`, `preferredLanguageKey`, `locale`, `localeKey`, `timezone`, `timezoneKey`, `employeeNumber`, `employeeNumberKey`, `costCenter`, `costCenterKey`, `organizationName`, `organizationNameKey`, `division`, `divisionKey`, `department`, `departmentKey`, `iban`, `ibanKey`, `requestedOrganization`, `requestedOrganizationKey`, `userNameKey`, `shownNameKey`, `passwordHash`) VALUES (?…)
INSERT INTO `users` (`accountId`, `id`, `size`, `version`, `createdAt`, `updatedAt`, `userName`, `externalId`, `profileUrl`, `active`, `role`, `organizationId`, `managerId`, `managerReference`, `managerByValue`, `managerLeft`, `displayName`, `displayNameKey`, `formattedName`, `formattedNameKey`, `familyName`, `familyNameKey`, `givenName`, `givenNameKey`, `middleName`, `middleNameKey`, `honorificPrefix`, `honorificPrefixKey`, `honorificSuffix`, `honorificSuffixKey`, `nickName`, `nickNameKey`, `title`, `titleKey`, `userType`, `userTypeKey`, `preferredLanguage`, `preferredLanguageKey`, `locale`, `localeKey`, `timezone`, `timezoneKey`, `employeeNumber`, `employeeNumberKey`, `costCenter`, `costCenterKey`, `organizationName`, `organizationNameKey`, `division`, `divisionKey`, `department`, `departmentKey`, `iban`, `ibanKey`, `requestedOrganization`, `requestedOrganizationKey`, `userNameKey`, `shownNameKey`, `passwordHash`) VALUES (?…)…

-- user-changes.service.ts UserChanges.insert: insert UserValue
INSERT INTO `user_values` (`accountId`, `userId`, `position`, `attribute`, `isPrimary`, `value`, `valueKey`, `display`, `displayKey`, `type`, `typeKey`, `formatted`, `formattedKey`, `streetAddress`, `streetAddressKey`, `locality`, `localityKey`, `region`, `regionKey`, `postalCode`, `postalCodeKey`, `country`, `countryKey`, `valueIndex`) VALUES (?…)
INSERT INTO `user_values` (`accountId`, `userId`, `position`, `attribute`, `isPrimary`, `value`, `valueKey`, `display`, `displayKey`, `type`, `typeKey`, `formatted`, `formattedKey`, `streetAddress`, `streetAddressKey`, `locality`, `localityKey`, `region`, `regionKey`, `postalCode`, `postalCodeKey`, `country`, `countryKey`, `valueIndex`) VALUES (?…)…

-- user-changes.service.ts UserChanges.replaceValues: delete UserValue
DELETE FROM `user_values` WHERE `user_values`.`accountId` = ? AND (`user_values`.`userId` = ? AND `user_values`.`attribute` IN (?))

-- user-changes.service.ts UserChanges.replaceValues: insert UserValue
INSERT INTO `user_values` (`accountId`, `userId`, `position`, `attribute`, `isPrimary`, `value`, `valueKey`, `display`, `displayKey`, `type`, `typeKey`, `formatted`, `formattedKey`, `streetAddress`, `streetAddressKey`, `locality`, `localityKey`, `region`, `regionKey`, `postalCode`, `postalCodeKey`, `country`, `countryKey`, `valueIndex`) VALUES (?…)

-- user-lookup.ts findByUserName: find User
SELECT t.`id`, t.`userName`, t.`role`, t.`active` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`userNameKey` = ? LIMIT ? OFFSET ?

-- user-size.ts rememberSizes: find Account
SELECT t.`id` FROM `accounts` t WHERE (t.`id` = ? AND t.`largestUser` < ?) LIMIT ? OFFSET ?

-- user-size.ts rememberSizes: update Account
UPDATE `accounts` SET `largestUser` = ? WHERE (`accounts`.`id` = ? AND `accounts`.`largestUser` < ?)

-- users.service.ts UsersService.find: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- users.service.ts UsersService.select: select User
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM (SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` IS NOT NULL ORDER BY t.`id` LIMIT ? OFFSET ?) f CROSS JOIN `users` t ON t.`id` = f.`id` AND t.`accountId` = ? AND t.`deletedAt` IS NULL LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL ORDER BY t.`id`
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND ((t.`requestedOrganizationKey` = ? OR (t.`requestedOrganization` IS NULL AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `organizations` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`organizationId` AND (e0.`nameKey` = ?)))) AND t.`createdAt` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_values` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`userId` = t.`id` AND (e0.`attribute` = ? AND e0.`typeKey` = ? AND SUBSTR(e0.`valueKey`, ?) = ?)) OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `group_members` e1 WHERE e1.`accountId` = t.`accountId` AND e1.`userId` = t.`id` AND (EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `groups` e2 WHERE e2.`accountId` = e1.`accountId` AND e2.`id` = e1.`groupId` AND ((e2.`displayNameKey` >= ? AND SUBSTR(e2.`displayNameKey`, 1, ?) = ?)))))) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`erasedAt` IS NULL AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`title` IS NULL AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`managerId` AND e0.`deletedAt` IS NULL AND ((INSTR(e0.`displayNameKey`, ?) > 0 OR (e0.`displayName` IS NULL AND INSTR(e0.`userNameKey`, ?) > 0))))) ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`erasedAt` IS NULL ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` > ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` IN (?…)
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`userNameKey` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`userNameKey` IN (?…)
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL ORDER BY t.`shownNameKey`, t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName`, SUBSTR(t.`displayNameKey`, 1, 255) AS `sortKey` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND ((SUBSTR(t.`displayNameKey`, 1, 255) IS NULL AND t.`id` > ?)) ORDER BY SUBSTR(t.`displayNameKey`, 1, 255) IS NULL, SUBSTR(t.`displayNameKey`, 1, 255), t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`size`, t.`version`, t.`createdAt`, t.`updatedAt`, t.`userName`, t.`externalId`, t.`profileUrl`, t.`active`, t.`role`, t.`organizationId`, t.`managerId`, t.`managerReference`, t.`managerByValue`, t.`managerLeft`, t.`displayName`, t.`formattedName`, t.`familyName`, t.`givenName`, t.`middleName`, t.`honorificPrefix`, t.`honorificSuffix`, t.`nickName`, t.`title`, t.`userType`, t.`preferredLanguage`, t.`locale`, t.`timezone`, t.`employeeNumber`, t.`costCenter`, t.`organizationName`, t.`division`, t.`department`, t.`iban`, t.`requestedOrganization`, j0.`name` AS `organizationLabel`, j1.`displayName` AS `managerDisplayName`, j1.`userName` AS `managerUserName`, SUBSTR(t.`displayNameKey`, 1, 255) AS `sortKey` FROM `users` t LEFT JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`managerId` AND j1.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL ORDER BY SUBSTR(t.`displayNameKey`, 1, 255) IS NULL, SUBSTR(t.`displayNameKey`, 1, 255), t.`id` LIMIT ? OFFSET ?

-- users.service.ts UsersService.select: selectListed UserValue
SELECT t.`userId`, t.`attribute`, t.`value`, t.`display`, t.`type`, t.`formatted`, t.`streetAddress`, t.`locality`, t.`region`, t.`postalCode`, t.`country`, t.`isPrimary` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`userId` IN (?)) ORDER BY t.`userId`, t.`attribute`, t.`position`
SELECT t.`userId`, t.`attribute`, t.`value`, t.`display`, t.`type`, t.`formatted`, t.`streetAddress`, t.`locality`, t.`region`, t.`postalCode`, t.`country`, t.`isPrimary` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`attribute` = ? AND (t.`position` < ? OR t.`isPrimary` = ?)) ORDER BY t.`userId`, t.`attribute`, t.`position`
SELECT t.`userId`, t.`attribute`, t.`value`, t.`display`, t.`type`, t.`formatted`, t.`streetAddress`, t.`locality`, t.`region`, t.`postalCode`, t.`country`, t.`isPrimary` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…)) ORDER BY t.`userId`, t.`attribute`, t.`position`

-- users.service.ts UsersService.sizes: select User
SELECT t.`id`, t.`size` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`erasedAt` IS NULL ORDER BY t.`id` LIMIT ? OFFSET ?

-- users.service.ts UsersService.count: count User
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`active` = ?)
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` IS NOT NULL
SELECT COUNT(*) AS total FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`organizationId` = ?

-- users.service.ts UsersService.findId: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`externalId` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
