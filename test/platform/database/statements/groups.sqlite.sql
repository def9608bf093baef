-- group-name.ts withFreeGroupName: find Group
SELECT t.`id`, t.`displayName` FROM `groups` t WHERE t.`accountId` = ? AND t.`displayNameKey` = ? LIMIT ? OFFSET ?

-- groups.service.ts GroupsService.create: insert Group
INSERT INTO `groups` (`accountId`, `id`, `displayName`, `externalId`, `role`, `approves`, `memberCount`, `version`, `createdAt`, `updatedAt`, `displayNameKey`) VALUES (?…)

-- groups.service.ts GroupsService.find: find Group
SELECT t.`id`, t.`displayName`, t.`externalId`, t.`role`, t.`approves`, t.`memberCount`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `groups` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- groups.service.ts GroupsService.setApproves: update Group
UPDATE `groups` SET `approves` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?

-- groups.service.ts GroupsService.select: select Group
SELECT t.`id`, t.`displayName`, t.`externalId`, t.`role`, t.`approves`, t.`memberCount`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `groups` t WHERE t.`accountId` = ? AND ((INSTR(t.`displayNameKey`, ?) > 0 OR INSTR(t.`externalId`, ?) > 0)) ORDER BY t.`displayNameKey` LIMIT ? OFFSET ?
SELECT t.`id`, t.`displayName`, t.`externalId`, t.`role`, t.`approves`, t.`memberCount`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `groups` t WHERE t.`accountId` = ? AND t.`displayNameKey` = ? ORDER BY t.`id` LIMIT ? OFFSET ?
SELECT t.`id`, t.`displayName`, t.`externalId`, t.`role`, t.`approves`, t.`memberCount`, t.`version`, t.`createdAt`, t.`updatedAt` FROM `groups` t WHERE t.`accountId` = ? AND t.`id` IN (?…)

-- groups.service.ts GroupsService.count: count Group
SELECT COUNT(*) AS total FROM `groups` t WHERE t.`accountId` = ? AND ((INSTR(t.`displayNameKey`, ?) > 0 OR INSTR(t.`externalId`, ?) > 0))
SELECT COUNT(*) AS total FROM `groups` t WHERE t.`accountId` = ? AND (t.`displayNameKey` = ? OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `group_members` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`groupId` = t.`id` AND (e0.`userId` IS NOT NULL)))

-- groups.service.ts GroupsService.update: update Group
UPDATE `groups` SET `displayName` = ?, `version` = ?, `updatedAt` = ?, `displayNameKey` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?
UPDATE `groups` SET `externalId` = ?, `memberCount` = ?, `version` = ?, `updatedAt` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?
UPDATE `groups` SET `externalId` = ?, `version` = ?, `updatedAt` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?
UPDATE `groups` SET `memberCount` = ?, `version` = ?, `updatedAt` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?
UPDATE `groups` SET `role` = ?, `version` = ?, `updatedAt` = ? WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?

-- groups.service.ts GroupsService.delete: delete Group
DELETE FROM `groups` WHERE `groups`.`accountId` = ? AND `groups`.`id` = ?

-- groups.service.ts GroupsService.removeUser: update Group
UPDATE `groups` SET `memberCount` = `memberCount` - 1, `version` = `version` + 1, `updatedAt` = ? WHERE `groups`.`accountId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `group_members` e0 WHERE e0.`accountId` = `groups`.`accountId` AND e0.`groupId` = `groups`.`id` AND e0.`userId` = ?)

-- groups.service.ts GroupsService.removeUser: delete GroupMember
DELETE FROM `group_members` WHERE `group_members`.`accountId` = ? AND `group_members`.`userId` = ?

-- members-of-groups.ts read: select GroupMember
SELECT t.`groupId`, t.`userId`, j0.`displayName` AS `displayName`, j0.`userName` AS `userName` FROM `group_members` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND t.`groupId` IN (?…) ORDER BY t.`groupId`, t.`userId`

-- memberships.service.ts MembershipsService.add: selectListed User
SELECT t.`id`, j0.`groupId` AS `memberOf` FROM `users` t LEFT JOIN `group_members` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` AND j0.`groupId` = ? WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- memberships.service.ts MembershipsService.add: insert GroupMember
INSERT INTO `group_members` (`accountId`, `groupId`, `userId`, `createdAt`) VALUES (?…)

-- memberships.service.ts MembershipsService.unknownMember: find Group
SELECT t.`displayName` FROM `groups` t WHERE t.`accountId` = ? AND t.`id` IN (?…) LIMIT ? OFFSET ?

-- memberships.service.ts MembershipsService.remove: selectListed GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`groupId` = ?)

-- memberships.service.ts MembershipsService.remove: deleteListed GroupMember
DELETE FROM `group_members` WHERE `group_members`.`accountId` = ? AND (`group_members`.`userId` IN (?…) AND `group_members`.`groupId` = ?)

-- memberships.service.ts MembershipsService.replace: deleteListed GroupMember
DELETE FROM `group_members` WHERE `group_members`.`accountId` = ? AND (`group_members`.`userId` IN (?…) AND `group_members`.`groupId` = ?)

-- memberships.service.ts MembershipsService.idsOf: select GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND t.`groupId` = ?
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND t.`groupId` = ? LIMIT ? OFFSET ?

-- memberships.service.ts MembershipsService.matching: select User
SELECT t.`id`, j0.`groupId` AS `memberOf` FROM `users` t JOIN `group_members` j0 ON j0.`accountId` = t.`accountId` AND j0.`userId` = t.`id` AND j0.`groupId` = ? WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (INSTR(t.`displayNameKey`, ?) > 0 OR (t.`displayName` IS NULL AND INSTR(t.`userNameKey`, ?) > 0))

-- memberships.service.ts MembershipsService.haveChangedSince: find GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`groupId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND e0.`updatedAt` > ?)) LIMIT ? OFFSET ?

-- memberships.service.ts MembershipsService.page: select GroupMember
SELECT t.`userId`, j0.`displayName` AS `displayName`, j0.`userName` AS `userName`, j0.`formattedName` AS `formattedName`, j0.`givenName` AS `givenName`, j0.`familyName` AS `familyName`, j0.`active` AS `active` FROM `group_members` t LEFT JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL WHERE t.`accountId` = ? AND (t.`groupId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND ((INSTR(e0.`userNameKey`, ?) > 0 OR INSTR(e0.`shownNameKey`, ?) > 0 OR INSTR(e0.`displayNameKey`, ?) > 0 OR INSTR(e0.`formattedNameKey`, ?) > 0 OR INSTR(e0.`givenNameKey`, ?) > 0 OR INSTR(e0.`middleNameKey`, ?) > 0 OR INSTR(e0.`familyNameKey`, ?) > 0 OR INSTR(e0.`nickNameKey`, ?) > 0 OR INSTR(e0.`employeeNumberKey`, ?) > 0 OR INSTR(e0.`departmentKey`, ?) > 0 OR INSTR(e0.`externalId`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_values` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`userId` = e0.`id` AND (e1.`attribute` = ? AND INSTR(e1.`valueKey`, ?) > 0)))))) ORDER BY t.`userId` LIMIT ? OFFSET ?

-- memberships.service.ts MembershipsService.page.total: count GroupMember
SELECT COUNT(*) AS total FROM `group_members` t WHERE t.`accountId` = ? AND (t.`groupId` = ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `users` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`userId` AND e0.`deletedAt` IS NULL AND ((INSTR(e0.`userNameKey`, ?) > 0 OR INSTR(e0.`shownNameKey`, ?) > 0 OR INSTR(e0.`displayNameKey`, ?) > 0 OR INSTR(e0.`formattedNameKey`, ?) > 0 OR INSTR(e0.`givenNameKey`, ?) > 0 OR INSTR(e0.`middleNameKey`, ?) > 0 OR INSTR(e0.`familyNameKey`, ?) > 0 OR INSTR(e0.`nickNameKey`, ?) > 0 OR INSTR(e0.`employeeNumberKey`, ?) > 0 OR INSTR(e0.`departmentKey`, ?) > 0 OR INSTR(e0.`externalId`, ?) > 0 OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `user_values` e1 WHERE e1.`accountId` = e0.`accountId` AND e1.`userId` = e0.`id` AND (e1.`attribute` = ? AND INSTR(e1.`valueKey`, ?) > 0))))))

-- memberships.service.ts MembershipsService.membershipsOf: select GroupMember
SELECT t.`userId`, t.`groupId`, j0.`displayName` AS `displayName`, j0.`role` AS `role`, j0.`approves` AS `approves` FROM `group_members` t JOIN `groups` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`groupId` WHERE t.`accountId` = ? AND t.`userId` IN (?…) ORDER BY t.`userId`, t.`groupId`
SELECT t.`userId`, t.`groupId`, j0.`displayName` AS `displayName`, j0.`role` AS `role`, j0.`approves` AS `approves` FROM `group_members` t JOIN `groups` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`groupId` WHERE t.`accountId` = ? AND t.`userId` IN (?…) ORDER BY t.`userId`, t.`groupId` LIMIT ? OFFSET ?
