-- role-grants.service.ts RoleGrants.settingsChanged: select UserValue
SELECT t.`userId` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`attribute` = ? AND t.`valueIndex` IN (?…)) LIMIT ? OFFSET ?

-- role-settlement.service.ts RoleSettlement.settle: selectListed User
SELECT t.`id`, t.`userName`, t.`role`, t.`roleOrigin` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…)) FOR UPDATE

-- role-settlement.service.ts RoleSettlement.store: updateListed User
UPDATE `users` SET `role` = ?, `roleOrigin` = ?, `version` = `version` + 1, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` IN (?…))

-- role-settlement.service.ts roleValues: selectListed UserValue
SELECT t.`userId`, t.`value`, t.`isPrimary` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND t.`attribute` = ?)

-- role-settlement.service.ts rolesOfGroups: selectListed GroupMember
SELECT t.`userId`, j0.`role` AS `role` FROM `group_members` t JOIN `groups` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`groupId` WHERE t.`accountId` = ? AND (t.`userId` IN (?…) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `groups` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`groupId` AND e0.`role` IS NOT NULL))

-- role-sweeps.service.ts RoleSweeps.begin: update Account
UPDATE `accounts` SET `roleSweeps` = `roleSweeps` + 1 WHERE `accounts`.`id` = ?

-- role-sweeps.service.ts RoleSweeps.begin: insert RoleSweep
INSERT INTO `role_sweeps` (`accountId`, `id`, `scope`, `of`, `cursor`, `authorKind`, `authorId`, `author`, `via`, `address`, `client`, `eventId`, `jobId`, `leaseUntil`) VALUES (?…)

-- role-sweeps.service.ts RoleSweeps.next: find RoleSweep
SELECT t.`id`, t.`scope`, t.`of`, t.`cursor`, t.`authorKind`, t.`authorId`, t.`author`, t.`via`, t.`address`, t.`client`, t.`eventId`, t.`jobId`, t.`leaseUntil` FROM `role_sweeps` t FORCE INDEX (`PRIMARY`) WHERE t.`accountId` = ? ORDER BY t.`id` LIMIT ? OFFSET ? FOR UPDATE

-- role-sweeps.service.ts RoleSweeps.next: delete RoleSweep
DELETE FROM `role_sweeps` WHERE `role_sweeps`.`accountId` = ? AND `role_sweeps`.`id` = ?

-- role-sweeps.service.ts RoleSweeps.next: update Account
UPDATE `accounts` SET `roleSweeps` = `roleSweeps` - 1 WHERE `accounts`.`id` = ?

-- role-sweeps.service.ts RoleSweeps.next: update RoleSweep
UPDATE `role_sweeps` SET `cursor` = ?, `leaseUntil` = ? WHERE `role_sweeps`.`accountId` = ? AND `role_sweeps`.`id` = ?

-- role-sweeps.service.ts withValueAfter: select UserValue
SELECT t.`userId` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`attribute` = ? AND t.`valueIndex` = ? AND t.`userId` > ?) ORDER BY t.`userId` LIMIT ? OFFSET ?

-- role-sweeps.service.ts membersAfter: select GroupMember
SELECT t.`userId` FROM `group_members` t WHERE t.`accountId` = ? AND (t.`groupId` = ? AND t.`userId` > ?) ORDER BY t.`userId` LIMIT ? OFFSET ?

-- role-sweeps.service.ts holdersAfter: select User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`role` = ? AND t.`roleOrigin` = ? AND t.`id` > ?) ORDER BY t.`id` LIMIT ? OFFSET ?
